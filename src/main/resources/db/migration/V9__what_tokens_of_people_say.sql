-- What an account demands of its people's tokens, beside being its provider's and valid now.
ALTER TABLE openid_provider
  ADD COLUMN max_token_life INT UNSIGNED NOT NULL DEFAULT 86400, -- seconds from iat to exp
  ADD COLUMN token_type     VARCHAR(6) NOT NULL DEFAULT 'any',   -- id, access, any
  ADD COLUMN admin_max_age  INT UNSIGNED NULL, -- seconds since auth_time, of administrators; NULL for any
  ADD COLUMN admin_acr      VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL; -- values with blanks between; NULL for any
