import DivertCommands

await DivertCommand.start()
