-- Groups: membership is rows, grants are rows, nothing is ever read, changed and written back.
-- Whoever changes a group's row, members or grants locks its row in directory_group first, several
-- in the order of their ids, and users only after all of them.

CREATE TABLE directory_group (
  account_id    UUID            NOT NULL,
  id            UUID            NOT NULL,
  display_name  VARCHAR(255)    NOT NULL,
  external_id   VARCHAR(4000)   CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  version       BIGINT UNSIGNED NOT NULL, -- of the group's own attributes, grants and direct members
  created_at    DATETIME(3)     NOT NULL,
  last_modified DATETIME(3)     NOT NULL,
  PRIMARY KEY (account_id, id),                              -- GET by id, default order of lists
  UNIQUE KEY directory_group_display_name (account_id, display_name), -- displayName eq, sw; sortBy displayName
  KEY directory_group_external_id (account_id, external_id(191)),     -- externalId eq
  KEY directory_group_last_modified (account_id, last_modified),      -- meta.lastModified gt
  CONSTRAINT directory_group_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- People who are direct members. Nothing cascades: a user or group goes only after its rows here
-- have gone, together with the versions that this changes.
CREATE TABLE group_user (
  account_id UUID NOT NULL,
  group_id   UUID NOT NULL,
  user_id    UUID NOT NULL,
  PRIMARY KEY (account_id, group_id, user_id),          -- the members of a group, in order
  KEY group_user_user (account_id, user_id, group_id),  -- the groups of a user; members.value eq
  CONSTRAINT group_user_group FOREIGN KEY (account_id, group_id) REFERENCES directory_group (account_id, id),
  CONSTRAINT group_user_user FOREIGN KEY (account_id, user_id) REFERENCES user (account_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- Groups that are direct members. Cycles longer than one are allowed and read as sets.
CREATE TABLE group_group (
  account_id UUID NOT NULL,
  group_id   UUID NOT NULL,
  child_id   UUID NOT NULL,
  PRIMARY KEY (account_id, group_id, child_id),          -- the members of a group, in order
  KEY group_group_child (account_id, child_id, group_id), -- the groups that a group is in
  CONSTRAINT group_group_group FOREIGN KEY (account_id, group_id) REFERENCES directory_group (account_id, id),
  CONSTRAINT group_group_child FOREIGN KEY (account_id, child_id) REFERENCES directory_group (account_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- What a group grants its members, direct and nested, while they are Active.
CREATE TABLE group_project_role (
  account_id UUID        NOT NULL,
  group_id   UUID        NOT NULL,
  project_id VARCHAR(64) NOT NULL,
  role_id    VARCHAR(64) NOT NULL,
  PRIMARY KEY (account_id, group_id, project_id, role_id),
  KEY group_project_role_grant (account_id, project_id, role_id), -- projectRoles eq; effectiveProjectRoles eq
  CONSTRAINT group_project_role_group FOREIGN KEY (account_id, group_id) REFERENCES directory_group (account_id, id),
  CONSTRAINT group_project_role_project FOREIGN KEY (account_id, project_id) REFERENCES project (account_id, id),
  CONSTRAINT group_project_role_role FOREIGN KEY (account_id, role_id) REFERENCES project_role (account_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;
