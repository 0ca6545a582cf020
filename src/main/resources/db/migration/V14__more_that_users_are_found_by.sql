-- Reconciliations ask for the users that were added since the last one, HR systems match people by
-- their number, and tools list who reports to somebody. Without an index each of these reads the
-- profiles of the whole account. Lists by meta.created are ordered by id, which is that order too.
ALTER TABLE user
  ADD COLUMN employee_number VARCHAR(4000)
    AS (JSON_VALUE(profile, '$."urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".employeeNumber')) STORED,
  ADD COLUMN manager_id VARCHAR(4000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin
    AS (JSON_VALUE(profile, '$."urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".manager.value')) STORED,
  ADD KEY user_created (account_id, created_at),                   -- meta.created gt, ge, lt, le
  ADD KEY user_employee_number (account_id, employee_number(64)), -- employeeNumber eq, sw
  ADD KEY user_manager (account_id, manager_id(36));              -- manager.value eq: an id of a user
