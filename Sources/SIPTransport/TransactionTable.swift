import SIPTransaction

/// The server transactions of one event loop: found by their key, and by a place that stays theirs while they live, so that
/// a timer needs to carry no more than a number.
struct TransactionTable {
    private var places: [TransactionKey: Int] = [:]
    /// The transactions by place, nil where none lives; a place is changed where it stands.
    var transactions: [ServerTransaction?] = []
    private var free: [Int] = []

    /// How many transactions live.
    var count: Int { self.places.count }

    func place(of key: TransactionKey) -> Int? { self.places[key] }

    /// Adds a transaction. Its key must not be in use.
    ///
    /// - Returns: its place.
    mutating func insert(_ transaction: ServerTransaction) -> Int {
        let place: Int
        if let last = self.free.popLast() {
            place = last
            self.transactions[place] = transaction
        } else {
            place = self.transactions.count
            self.transactions.append(transaction)
        }
        self.places[transaction.key] = place
        return place
    }

    /// Forgets the transaction at a place.
    mutating func remove(at place: Int) {
        guard let transaction = self.transactions[place] else { return }
        self.places[transaction.key] = nil
        self.transactions[place] = nil
        self.free.append(place)
    }
}
