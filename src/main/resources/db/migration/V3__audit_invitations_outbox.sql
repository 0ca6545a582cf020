-- The audit trail, what invitations need beyond being counted, and the mails that wait to be sent.

-- Append-only: no statement of Usher updates or deletes a row. Names are copied, not referred to,
-- so that the trail outlives what it tells about.
CREATE TABLE audit_event (
  account_id     UUID          NOT NULL,
  id             UUID          NOT NULL, -- UUIDv7
  time           DATETIME(3)   NOT NULL,
  actor_type     VARCHAR(8)    NOT NULL, -- token, person, operator, system
  actor_id       UUID          NULL,
  actor_display  VARCHAR(255)  NOT NULL,
  action         VARCHAR(64)   NOT NULL,
  target_type    VARCHAR(32)   NOT NULL,
  target_id      VARCHAR(64)   NULL,
  target_display VARCHAR(255)  NULL,
  outcome        VARCHAR(8)    NOT NULL, -- success, refused
  reason         VARCHAR(4000) NULL,
  before_values  JSON          NULL, -- of what changed
  after_values   JSON          NULL,
  attributes     JSON          NOT NULL, -- an array: the SCIM paths that changed
  request_id     VARCHAR(255)  NULL,
  source_address VARCHAR(64)   NULL,
  transaction_id UUID          NOT NULL, -- equal in the events of one change
  PRIMARY KEY (account_id, id),                             -- GET by id, default order
  KEY audit_event_time (account_id, time),                  -- time gt; sortBy time
  KEY audit_event_actor (account_id, actor_id, id),         -- actor.value eq
  KEY audit_event_target (account_id, target_id, id),       -- target.value eq
  KEY audit_event_action (account_id, action, id),          -- action eq, sw
  KEY audit_event_transaction (account_id, transaction_id), -- transactionId eq
  CONSTRAINT audit_event_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

ALTER TABLE invitation
  ADD COLUMN invited_by VARCHAR(255) NOT NULL DEFAULT '', -- the actor's name, for the mail and the page
  ADD COLUMN key_id     VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '', -- of the master key that its link comes from
  ADD UNIQUE KEY invitation_generation (account_id, user_id, generation), -- the last invitation of a user
  ADD KEY invitation_status (account_id, status),                         -- status eq
  ADD KEY invitation_created (account_id, created_at),                    -- meta.created gt
  ADD CONSTRAINT invitation_status_known CHECK (status IN ('pending', 'accepted', 'revoked', 'superseded')),
  ADD CONSTRAINT invitation_accepted_once CHECK ((status = 'accepted') = (accepted_at IS NOT NULL));

ALTER TABLE user
  ADD CONSTRAINT user_status_known CHECK (status IN ('Pending', 'Active', 'Inactive'));

-- Mails to be sent. A row is written with the change that causes it and deleted when it was sent; it
-- goes with its invitation, and so with its user. A worker takes a row by moving due_at beyond the
-- end of its lease and giving the row a claim of its own.
CREATE TABLE outbox (
  account_id    UUID          NOT NULL,
  id            UUID          NOT NULL, -- UUIDv7; the mail's Message-ID
  invitation_id UUID          NOT NULL,
  created_at    DATETIME(3)   NOT NULL,
  due_at        DATETIME(3)   NOT NULL, -- not to be taken before
  claim         UUID          NULL,     -- of the worker that took it last
  attempts      INT UNSIGNED  NOT NULL DEFAULT 0,
  dead_at       DATETIME(3)   NULL,     -- given up; an operator may retry
  last_error    VARCHAR(1000) NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE KEY outbox_invitation (account_id, invitation_id),
  KEY outbox_due (dead_at, due_at), -- what is to be sent now
  CONSTRAINT outbox_invitation FOREIGN KEY (account_id, invitation_id) REFERENCES invitation (account_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;
