public import MongoClient

/// Where the catalogue is, and how it is followed.
public struct MongoCatalogOptions: Sendable {
    /// The database's name.
    public var database: String
    /// Collections and the places of their members.
    public var map = FieldMap()
    /// Documents that are read at once.
    public var batch = 500
    /// How long changes are gathered before they become one version.
    public var gathering = Duration.milliseconds(50)
    /// How often a server without change streams is asked for changes.
    public var pollInterval = Duration.seconds(1)
    /// How often the ids on both sides are compared: on a server without change streams, and, twenty times more rarely, on one
    /// with them, to be sure.
    public var reconcileInterval = Duration.seconds(60)
    /// How often everything is read anew from a server without change streams: what changes there without a new `updatedAt` is
    /// only found so.
    public var fullReadInterval = Duration.seconds(1800)
    /// How long a change stream waits on the server; also, how often a quiet one shows that it lives.
    public var streamWait = Duration.seconds(1)
    /// Between attempts to reach a server that is not there.
    public var firstPause = Duration.milliseconds(200)
    public var longestPause = Duration.seconds(15)

    public init(database: String) { self.database = database }

    /// What a place in this source's changes is remembered under, see `CatalogBookmark`. Another map makes other records of the same documents, so it
    /// is another source.
    public func source(_ client: MongoClient) -> String {
        "mongodb://\(client.hosts)/\(database)#\(map.fingerprint)"
    }
}
