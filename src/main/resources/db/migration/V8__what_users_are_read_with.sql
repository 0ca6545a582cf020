-- What every answer with a user shows stands where the user is found: a subquery for each of these
-- costs the database twice as much as finding the user. What rules and filters ask are still the
-- rows of user_project_role, user_license and group_project_role, written together with these.
ALTER TABLE user
  ADD COLUMN project_roles JSON NULL, -- an array of {project, role}; NULL for none
  ADD COLUMN licenses      JSON NULL; -- an array of {license, organization}; NULL for none

UPDATE user u
   SET u.project_roles = (SELECT JSON_ARRAYAGG(JSON_OBJECT('project', p.project_id, 'role', p.role_id)
                                               ORDER BY p.project_id, p.role_id)
                            FROM user_project_role p
                           WHERE p.account_id = u.account_id AND p.user_id = u.id)
 WHERE EXISTS (SELECT 1 FROM user_project_role p WHERE p.account_id = u.account_id AND p.user_id = u.id);

UPDATE user u
   SET u.licenses = (SELECT JSON_ARRAYAGG(JSON_OBJECT('license', l.license_id,
                                                      'organization', l.organization_id)
                                          ORDER BY l.license_id)
                       FROM user_license l
                      WHERE l.account_id = u.account_id AND l.user_id = u.id)
 WHERE EXISTS (SELECT 1 FROM user_license l WHERE l.account_id = u.account_id AND l.user_id = u.id);

ALTER TABLE directory_group
  ADD COLUMN project_roles JSON NULL; -- an array of {project, role}; NULL for none

UPDATE directory_group g
   SET g.project_roles = (SELECT JSON_ARRAYAGG(JSON_OBJECT('project', p.project_id, 'role', p.role_id)
                                               ORDER BY p.project_id, p.role_id)
                            FROM group_project_role p
                           WHERE p.account_id = g.account_id AND p.group_id = g.id)
 WHERE EXISTS (SELECT 1 FROM group_project_role p WHERE p.account_id = g.account_id AND p.group_id = g.id);

-- The last invitation of a user is found by a key, and there is one at most.
ALTER TABLE invitation
  ADD COLUMN latest BOOLEAN NULL; -- TRUE, or NULL for one that others followed

UPDATE invitation i
  JOIN (SELECT account_id, user_id, MAX(generation) AS generation
          FROM invitation GROUP BY account_id, user_id) last
    ON last.account_id = i.account_id AND last.user_id = i.user_id AND last.generation = i.generation
   SET i.latest = TRUE;

ALTER TABLE invitation
  ADD UNIQUE KEY invitation_latest (account_id, user_id, latest);
