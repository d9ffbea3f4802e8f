-- A database as the fifth version of the schema left it, the first with users:
-- a call that rang on and rings, a decided one, and two users, one of them with revoked tokens.
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
    timeline TEXT NOT NULL,
    hop INTEGER NOT NULL DEFAULT 0,
    rings_at_id TEXT,
    decision_onward TEXT
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
    hop INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (call, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE probe (number INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT;
CREATE TABLE decided_hops (
    call INTEGER NOT NULL REFERENCES calls (number) ON DELETE CASCADE,
    hop INTEGER NOT NULL,
    to_id TEXT NOT NULL,
    deadline INTEGER NOT NULL,
    decision_by TEXT NOT NULL,
    decision_at INTEGER NOT NULL,
    decision_target TEXT NOT NULL,
    decision_onward TEXT,
    PRIMARY KEY (call, hop)
) STRICT, WITHOUT ROWID;
CREATE TABLE repeatability (
    first_sent INTEGER NOT NULL,
    resource TEXT NOT NULL,
    request_id TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    call_id BLOB NOT NULL CHECK (length(call_id) = 16),
    PRIMARY KEY (first_sent, resource, request_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE identities (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    resource TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revocations INTEGER NOT NULL DEFAULT 0,
    revoked_at INTEGER
) STRICT;
CREATE INDEX identities_resource ON identities (resource, number);
INSERT INTO probe VALUES (1, 0);

INSERT INTO calls (number, id, origin, resource, peer, from_id, to_id, caller_display_name, custom_context,
    server_call_id, created_at, deadline, purge_at, context, named_context, recipe, state, timeline,
    hop, rings_at_id)
VALUES (1, x'0123456789ab4def8000000000000001', 'sip', 'contoso', 'trunk', '4:+14255550100', '8:acs:contoso_1', 'Zoë',
    NULL, 'server-1', 1760000000000, 1760000034000, 1760001234000, 'context of hop 1', NULL, x'000102ff', 'ringing',
    '1760000000000 invite
1760000004000 redirect to bob, rings on', 1, '8:acs:contoso_bob');
INSERT INTO decided_hops
VALUES (1, 0, '8:acs:contoso_1', 1760000030000, 'accessKey', 1760000004000, '8:acs:contoso_bob',
    '{"sipHeaders":{"User-To-User":"61","x-tag":"1"},"voipHeaders":{"k":"v"}}');
INSERT INTO events (call, position, id, subscription, state, attempts, hop)
VALUES
    (1, 0, 'event-1', 'orders', 'delivered', '1760000000001 200 9800', 0),
    (1, 1, 'event-3', 'orders', 'pending', '', 1);

INSERT INTO calls (number, id, origin, resource, peer, from_id, to_id, caller_display_name, custom_context,
    server_call_id, created_at, deadline, purge_at, context, named_context, recipe, state, decision_kind, decision_by,
    decision_at, decision_target, decision_contact, decision_onward, final_status, final_contact, final_at, timeline)
VALUES (2, x'0123456789ab4def8000000000000002', 'simulated', 'contoso', NULL, '4:+14255550100', '8:acs:contoso_2', '',
    NULL, 'server-2', 1760000001000, 1760000031000, 1760001231000, 'context-2', 'a name', NULL, 'redirected',
    'redirect', 'accessKey', 1760000002000, '4:+14255550123', NULL,
    '{"sipHeaders":{"User-To-User":"61","x-tag":"1"},"voipHeaders":{"k":"v"}}', 302, NULL, 1760000002000,
    '1760000001000 invite
1760000002000 redirect');
INSERT INTO events (call, position, id, subscription, state, attempts, hop)
VALUES
    (2, 0, 'event-2', 'orders', 'delivered', '1760000001000 200 9800', 0);

INSERT INTO repeatability
VALUES (1760000000, 'contoso', 'request-1', x'0707', x'0123456789ab4def8000000000000002');
INSERT INTO identities (number, id, resource, created_at, revocations, revoked_at)
VALUES
    (1, '8:acs:contoso_alice', 'contoso', 1760000000000, 0, NULL),
    (2, '8:acs:contoso_bob', 'contoso', 1760000001000, 2, 1760000003000);
PRAGMA application_id = 1146507860;
PRAGMA user_version = 5;
