-- Accounts, their tokens and catalogue, and the people in them.
-- Strings that ignore case carry the table's collation; strings that mind it name utf8mb4_nopad_bin.
-- Every key starts with the account, so that no statement can leave it out cheaply.

CREATE TABLE account (
  id         UUID            NOT NULL,
  name       VARCHAR(255)    NOT NULL,
  guard      BIGINT UNSIGNED NOT NULL DEFAULT 0, -- written to lock account-wide rules, on every node of a cluster
  created_at DATETIME(3)     NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY account_name (name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE account_setting (
  account_id UUID          NOT NULL,
  name       VARCHAR(64)   NOT NULL,
  value      VARCHAR(4000) NOT NULL,
  PRIMARY KEY (account_id, name),
  CONSTRAINT account_setting_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE token (
  id         UUID         NOT NULL,
  account_id UUID         NOT NULL,
  name       VARCHAR(255) NOT NULL,
  hash       BINARY(32)   NOT NULL, -- SHA-256 of the token, which is 256 random bits
  scopes     VARCHAR(255) NOT NULL, -- separated by spaces
  created_at DATETIME(3)  NOT NULL,
  expires_at DATETIME(3)  NULL,
  revoked_at DATETIME(3)  NULL,
  PRIMARY KEY (id),
  UNIQUE KEY token_hash (hash), -- authentication
  UNIQUE KEY token_name (account_id, name),
  CONSTRAINT token_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- The catalogue. `position` is the order of the catalogue file.

CREATE TABLE organization (
  account_id   UUID         NOT NULL,
  id           VARCHAR(64)  NOT NULL,
  display_name VARCHAR(255) NOT NULL,
  parent_id    VARCHAR(64)  NULL,
  is_default   BOOLEAN      NOT NULL,
  position     INT UNSIGNED NOT NULL,
  PRIMARY KEY (account_id, id),
  CONSTRAINT organization_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT organization_parent FOREIGN KEY (account_id, parent_id) REFERENCES organization (account_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- Every account has one row with id ALL and no organization: the standing grant on every project.
CREATE TABLE project (
  account_id      UUID         NOT NULL,
  id              VARCHAR(64)  NOT NULL,
  display_name    VARCHAR(255) NOT NULL,
  organization_id VARCHAR(64)  NULL,
  position        INT UNSIGNED NOT NULL,
  PRIMARY KEY (account_id, id),
  CONSTRAINT project_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT project_organization FOREIGN KEY (account_id, organization_id) REFERENCES organization (account_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE account_role (
  account_id     UUID         NOT NULL,
  id             VARCHAR(64)  NOT NULL,
  display_name   VARCHAR(255) NOT NULL,
  administrative BOOLEAN      NOT NULL,
  is_default     BOOLEAN      NOT NULL,
  position       INT UNSIGNED NOT NULL,
  PRIMARY KEY (account_id, id),
  CONSTRAINT account_role_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE project_role (
  account_id   UUID         NOT NULL,
  id           VARCHAR(64)  NOT NULL,
  display_name VARCHAR(255) NOT NULL,
  is_default   BOOLEAN      NOT NULL,
  position     INT UNSIGNED NOT NULL,
  PRIMARY KEY (account_id, id),
  CONSTRAINT project_role_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE license (
  account_id   UUID         NOT NULL,
  id           VARCHAR(64)  NOT NULL,
  display_name VARCHAR(255) NOT NULL,
  position     INT UNSIGNED NOT NULL,
  PRIMARY KEY (account_id, id),
  CONSTRAINT license_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- The seats of a license: the account's pool has the empty organization_id.
CREATE TABLE pool (
  account_id      UUID         NOT NULL,
  license_id      VARCHAR(64)  NOT NULL,
  organization_id VARCHAR(64)  NOT NULL,
  seats           INT UNSIGNED NULL, -- NULL: unlimited
  used            INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, license_id, organization_id),
  CONSTRAINT pool_license FOREIGN KEY (account_id, license_id) REFERENCES license (account_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- The people. What rules reason about or clients match on are columns, the rest of the resource is
-- `profile`: a JSON object of core attributes and, under its URN, the enterprise block.
CREATE TABLE user (
  account_id            UUID            NOT NULL,
  id                    UUID            NOT NULL, -- UUIDv7: its order is the order of creation
  user_name             VARCHAR(255)    NOT NULL,
  external_id           VARCHAR(4000)   CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  display_name          VARCHAR(255)    NULL,
  status                VARCHAR(8)      NOT NULL, -- Pending, Active, Inactive
  organization_id       VARCHAR(64)     NOT NULL,
  employment_start_date DATE            NULL,
  profile               JSON            NOT NULL,
  version               BIGINT UNSIGNED NOT NULL,
  created_at            DATETIME(3)     NOT NULL,
  last_modified         DATETIME(3)     NOT NULL,
  PRIMARY KEY (account_id, id),                            -- GET by id, default order of lists
  UNIQUE KEY user_user_name (account_id, user_name),       -- userName eq, sw; sortBy userName
  KEY user_external_id (account_id, external_id(191)),     -- externalId eq
  KEY user_display_name (account_id, display_name),        -- displayName eq, sw; sortBy displayName
  KEY user_status (account_id, status),                    -- status eq, active eq
  KEY user_organization (account_id, organization_id),     -- organization eq
  KEY user_last_modified (account_id, last_modified),      -- meta.lastModified gt
  CONSTRAINT user_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT user_organization FOREIGN KEY (account_id, organization_id) REFERENCES organization (account_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- A search copy of profile.emails, written with it.
CREATE TABLE user_email (
  account_id UUID              NOT NULL,
  user_id    UUID              NOT NULL,
  ordinal    MEDIUMINT UNSIGNED NOT NULL,
  value      VARCHAR(255)      NULL,
  type       VARCHAR(4000)     NULL,
  display    VARCHAR(4000)     NULL,
  is_primary BOOLEAN           NULL,
  PRIMARY KEY (account_id, user_id, ordinal),
  KEY user_email_value (account_id, value), -- emails.value eq, emails[type eq "work"].value eq
  CONSTRAINT user_email_user FOREIGN KEY (account_id, user_id) REFERENCES user (account_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- Account roles as assigned, in the order sent; values outside the catalogue are kept and grant
-- nothing. A NULL display or type reads as the catalogue's.
CREATE TABLE user_role (
  account_id UUID              NOT NULL,
  user_id    UUID              NOT NULL,
  ordinal    MEDIUMINT UNSIGNED NOT NULL,
  value      VARCHAR(4000)     NULL,
  display    VARCHAR(4000)     NULL,
  type       VARCHAR(4000)     NULL,
  is_primary BOOLEAN           NULL,
  PRIMARY KEY (account_id, user_id, ordinal),
  KEY user_role_value (account_id, value(64)), -- accountRole eq, roles.value eq, the last administrator
  CONSTRAINT user_role_user FOREIGN KEY (account_id, user_id) REFERENCES user (account_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- Direct grants on projects.
CREATE TABLE user_project_role (
  account_id UUID        NOT NULL,
  user_id    UUID        NOT NULL,
  project_id VARCHAR(64) NOT NULL,
  role_id    VARCHAR(64) NOT NULL,
  PRIMARY KEY (account_id, user_id, project_id, role_id),
  KEY user_project_role_grant (account_id, project_id, role_id), -- projectRoles eq
  CONSTRAINT user_project_role_user FOREIGN KEY (account_id, user_id) REFERENCES user (account_id, id) ON DELETE CASCADE,
  CONSTRAINT user_project_role_project FOREIGN KEY (account_id, project_id) REFERENCES project (account_id, id),
  CONSTRAINT user_project_role_role FOREIGN KEY (account_id, role_id) REFERENCES project_role (account_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- Seats. While a user is Inactive its rows are only remembered and count for nothing.
CREATE TABLE user_license (
  account_id      UUID        NOT NULL,
  user_id         UUID        NOT NULL,
  license_id      VARCHAR(64) NOT NULL,
  organization_id VARCHAR(64) NOT NULL, -- of the pool; empty for the account's
  remembered      BOOLEAN     NOT NULL,
  PRIMARY KEY (account_id, user_id, license_id),
  KEY user_license_pool (account_id, license_id, organization_id), -- licenses eq
  CONSTRAINT user_license_user FOREIGN KEY (account_id, user_id) REFERENCES user (account_id, id) ON DELETE CASCADE,
  CONSTRAINT user_license_pool FOREIGN KEY (account_id, license_id, organization_id) REFERENCES pool (account_id, license_id, organization_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE invitation (
  account_id   UUID         NOT NULL,
  id           UUID         NOT NULL,
  user_id      UUID         NOT NULL,
  address      VARCHAR(255) NULL, -- NULL: not mailed, the link can be copied
  generation   INT UNSIGNED NOT NULL,
  status       VARCHAR(10)  NOT NULL, -- pending, accepted, revoked, superseded; "expired" is derived
  created_at   DATETIME(3)  NOT NULL,
  expires_at   DATETIME(3)  NOT NULL,
  sent_at      DATETIME(3)  NULL,
  accepted_at  DATETIME(3)  NULL,
  send_count   INT UNSIGNED NOT NULL DEFAULT 0,
  open_user_id UUID AS (IF(status = 'pending', user_id, NULL)) STORED,
  PRIMARY KEY (account_id, id),
  UNIQUE KEY invitation_open (account_id, open_user_id), -- at most one open invitation per user
  KEY invitation_user (account_id, user_id, id),
  CONSTRAINT invitation_user FOREIGN KEY (account_id, user_id) REFERENCES user (account_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;
