-- Roles as assigned also stand in the user's own row, as e-mail addresses do: collecting strings of
-- this length from rows costs more than everything else that is read of a user. What rules and
-- filters ask are the rows of user_role, written together with it.
ALTER TABLE user
  ADD COLUMN roles JSON NULL; -- an array of {value, display, type, primary} in their order; NULL for none

UPDATE user u
   SET u.roles = (SELECT JSON_ARRAYAGG(JSON_OBJECT('value', r.value, 'display', r.display, 'type', r.type,
                                                   'primary', r.is_primary) ORDER BY r.ordinal)
                    FROM user_role r WHERE r.account_id = u.account_id AND r.user_id = u.id)
 WHERE EXISTS (SELECT 1 FROM user_role r WHERE r.account_id = u.account_id AND r.user_id = u.id);
