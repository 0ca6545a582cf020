-- sortBy displayName puts absent names last. An index whose column does so gives that order, so that
-- neither a page nor a cursor sorts the whole account.
ALTER TABLE user
  ADD COLUMN display_order VARCHAR(256) AS (COALESCE(CONCAT('0', display_name), '1')) STORED,
  ADD KEY user_display_order (account_id, display_order); -- sortBy displayName
