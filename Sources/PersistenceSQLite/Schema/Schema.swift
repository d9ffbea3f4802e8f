/// The tables, version by version. `PRAGMA user_version` says which one a file has.
///
/// Identifiers are raw ids, times are milliseconds since 1970, flags are 0 or 1. A call's rows in `events` go with it.
enum Schema {
    /// `PRAGMA application_id` of our files: "DVRT".
    static let applicationID: Int64 = 0x4456_5254

    /// What brings a file from version `index` to `index + 1`. Add, never change: files in the field have run them.
    static let migrations = [
        Self.version1, Self.version2, Self.version3, Self.repeatabilityByTime, Self.identities, Self.events,
    ]

    static var version: Int64 { Int64(Self.migrations.count) }

    /// `number` counts arrivals, so that rows of calls and events are appended; the random id has an index of its own.
    /// `repeatability.resource` is the scope of the request id: the resource's name, or a principal within it.
    /// `probe` is what the writer changes to find out whether writing works.
    private static let version1 = """
        CREATE TABLE calls (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            origin TEXT NOT NULL,
            resource TEXT NOT NULL,
            peer TEXT,
            from_id TEXT NOT NULL,
            to_id TEXT NOT NULL,
            caller_display_name TEXT NOT NULL,
            custom_context TEXT,
            server_call_id TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            deadline INTEGER NOT NULL,
            purge_at INTEGER NOT NULL,
            context TEXT NOT NULL,
            named_context TEXT,
            recipe BLOB,
            state TEXT NOT NULL,
            decision_kind TEXT,
            decision_by TEXT,
            decision_at INTEGER,
            decision_target TEXT,
            decision_contact TEXT,
            decision_reason TEXT,
            final_status INTEGER,
            final_contact TEXT,
            final_at INTEGER,
            final_acknowledged INTEGER NOT NULL DEFAULT 0,
            final_send_failed INTEGER NOT NULL DEFAULT 0,
            timeline TEXT NOT NULL
        ) STRICT;
        CREATE INDEX calls_ringing ON calls (number) WHERE state = 'ringing';
        CREATE INDEX calls_final_at ON calls (final_at) WHERE final_at IS NOT NULL;
        CREATE INDEX calls_created_at ON calls (created_at);
        CREATE INDEX calls_purge_at ON calls (purge_at);
        CREATE INDEX calls_named_context ON calls (named_context, created_at) WHERE named_context IS NOT NULL;

        CREATE TABLE events (
            call INTEGER NOT NULL REFERENCES calls (number) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            id TEXT NOT NULL,
            subscription TEXT NOT NULL,
            state TEXT NOT NULL,
            attempts TEXT NOT NULL,
            PRIMARY KEY (call, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE repeatability (
            resource TEXT NOT NULL,
            request_id TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            first_sent INTEGER NOT NULL,
            call_id BLOB NOT NULL CHECK (length(call_id) = 16),
            purge_at INTEGER NOT NULL,
            PRIMARY KEY (resource, request_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX repeatability_purge_at ON repeatability (purge_at);

        CREATE TABLE probe (number INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT;
        INSERT INTO probe VALUES (1, 0);
        """

    /// Calls that ring on. `calls.hop` is the number of the current hop, `rings_at_id` whom it rings at (NULL: `to_id`);
    /// `deadline` and `context` are the current hop's. `decided_hops` has a row for each hop that a call has left.
    private static let version2 = """
        ALTER TABLE calls ADD COLUMN hop INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE calls ADD COLUMN rings_at_id TEXT;
        ALTER TABLE events ADD COLUMN hop INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE decided_hops (
            call INTEGER NOT NULL REFERENCES calls (number) ON DELETE CASCADE,
            hop INTEGER NOT NULL,
            to_id TEXT NOT NULL,
            deadline INTEGER NOT NULL,
            decision_by TEXT NOT NULL,
            decision_at INTEGER NOT NULL,
            decision_target TEXT NOT NULL,
            PRIMARY KEY (call, hop)
        ) STRICT, WITHOUT ROWID;
        """

    /// What a redirect hands on with the call, as JSON; NULL when that is nothing.
    private static let version3 = """
        ALTER TABLE calls ADD COLUMN decision_onward TEXT;
        ALTER TABLE decided_hops ADD COLUMN decision_onward TEXT;
        """

    /// Records in the order of their first-sent times, which is nearly that of their arrival: a commit with many of them
    /// changes a few pages. In the order of their random ids each would change a page of its own.
    private static let repeatabilityByTime = """
        ALTER TABLE repeatability RENAME TO repeatability_by_id;
        CREATE TABLE repeatability (
            first_sent INTEGER NOT NULL,
            resource TEXT NOT NULL,
            request_id TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            call_id BLOB NOT NULL CHECK (length(call_id) = 16),
            PRIMARY KEY (first_sent, resource, request_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO repeatability SELECT first_sent, resource, request_id, fingerprint, call_id FROM repeatability_by_id;
        DROP TABLE repeatability_by_id;
        """

    /// Users that were created here. `number` counts them; `revocations` is in their tokens.
    private static let identities = """
        CREATE TABLE identities (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            resource TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            revocations INTEGER NOT NULL DEFAULT 0,
            revoked_at INTEGER
        ) STRICT;
        CREATE INDEX identities_resource ON identities (resource, number);
        """

    /// Events of other kinds, why events failed, subscriptions that were made while the server ran, and dead letters. The
    /// index is there for recovery: calls that are over and still have something to tell are few.
    private static let events = """
        ALTER TABLE events ADD COLUMN kind TEXT NOT NULL DEFAULT 'incomingCall';
        ALTER TABLE events ADD COLUMN failure TEXT;
        CREATE INDEX events_about_ends ON events (call) WHERE state = 'pending' AND kind <> 'incomingCall';

        CREATE TABLE subscriptions (
            name TEXT PRIMARY KEY,
            definition TEXT NOT NULL,
            state TEXT NOT NULL,
            reason TEXT NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE dead_letters (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            call_id BLOB NOT NULL CHECK (length(call_id) = 16),
            resource TEXT NOT NULL,
            subscription TEXT NOT NULL,
            reason TEXT NOT NULL,
            at INTEGER NOT NULL,
            event TEXT NOT NULL,
            attempts TEXT NOT NULL
        ) STRICT;
        CREATE INDEX dead_letters_at ON dead_letters (at);
        CREATE INDEX dead_letters_resource ON dead_letters (resource, number);
        """
}
