-- What a client wrote reads back as it was written. A role that a client sent has no display and no
-- type but its own; one that was made from accountRole, and each that an earlier version stored,
-- reads as the catalogue's where it has none.
ALTER TABLE user_role
  ADD COLUMN as_sent BOOLEAN NOT NULL DEFAULT FALSE;

-- How a client wrote an entitlement that is a license or a project role, for those that are shown
-- so. Which ones there are is told by user_license and user_project_role; what answers are written
-- from stands in the profile.
CREATE TABLE user_entitlement (
  account_id UUID          NOT NULL,
  user_id    UUID          NOT NULL,
  item       VARCHAR(160)  NOT NULL, -- KSE, OG-12:KSE, PJ-7:TESTER
  value      VARCHAR(4000) NOT NULL,
  display    VARCHAR(4000) NULL,
  type       VARCHAR(4000) NULL,
  is_primary BOOLEAN       NULL,
  PRIMARY KEY (account_id, user_id, item),
  KEY user_entitlement_value (account_id, value(64)), -- entitlements eq
  CONSTRAINT user_entitlement_user FOREIGN KEY (account_id, user_id) REFERENCES user (account_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;
