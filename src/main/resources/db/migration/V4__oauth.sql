-- OAuth 2 clients and what they authenticate with, the access tokens they got, and the OpenID
-- providers that people of an account sign in at.

CREATE TABLE oauth_client (
  account_id    UUID         NOT NULL,
  id            UUID         NOT NULL, -- the client_id
  name          VARCHAR(255) NOT NULL,
  scopes        VARCHAR(255) NOT NULL, -- separated by spaces
  token_seconds INT UNSIGNED NOT NULL, -- how long an access token lives
  created_at    DATETIME(3)  NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE KEY oauth_client_id (id), -- the token endpoint, which learns the account from it
  UNIQUE KEY oauth_client_name (account_id, name),
  CONSTRAINT oauth_client_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT oauth_client_token_hours CHECK (token_seconds BETWEEN 3600 AND 21600)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- Two slots, so that a secret can be replaced without an interruption and there are never three.
CREATE TABLE oauth_client_secret (
  account_id UUID             NOT NULL,
  client_id  UUID             NOT NULL,
  id         UUID             NOT NULL,
  slot       TINYINT UNSIGNED NOT NULL,
  hash       BINARY(32)       NOT NULL, -- SHA-256 of the secret, which has 256 random bits
  created_at DATETIME(3)      NOT NULL,
  PRIMARY KEY (account_id, client_id, id),
  UNIQUE KEY oauth_client_secret_slot (account_id, client_id, slot),
  CONSTRAINT oauth_client_secret_client FOREIGN KEY (account_id, client_id) REFERENCES oauth_client (account_id, id) ON DELETE CASCADE,
  CONSTRAINT oauth_client_secret_two CHECK (slot IN (1, 2))
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- Whose signed assertions a client may authenticate with. Its own (private_key_jwt) have its id as
-- issuer and subject.
CREATE TABLE oauth_federation (
  account_id UUID          NOT NULL,
  client_id  UUID          NOT NULL,
  id         UUID          NOT NULL,
  issuer     VARCHAR(400)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  subject    VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  audience   VARCHAR(400)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL, -- NULL: this server's own names
  jwks_url   VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  jwks       JSON          NULL, -- the public keys themselves
  created_at DATETIME(3)   NOT NULL,
  PRIMARY KEY (account_id, client_id, id),
  UNIQUE KEY oauth_federation_subject (account_id, client_id, issuer, subject),
  CONSTRAINT oauth_federation_client FOREIGN KEY (account_id, client_id) REFERENCES oauth_client (account_id, id) ON DELETE CASCADE,
  CONSTRAINT oauth_federation_keys CHECK ((jwks_url IS NULL) <> (jwks IS NULL))
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- Assertions that were used and may not be used again. The hash is of the jti.
CREATE TABLE oauth_assertion (
  account_id UUID        NOT NULL,
  client_id  UUID        NOT NULL,
  hash       BINARY(32)  NOT NULL,
  expires_at DATETIME(3) NOT NULL, -- the assertion is refused from then on anyway
  PRIMARY KEY (account_id, client_id, hash),
  KEY oauth_assertion_expired (account_id, client_id, expires_at), -- cleaning up
  CONSTRAINT oauth_assertion_client FOREIGN KEY (account_id, client_id) REFERENCES oauth_client (account_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- Access tokens go with the client, and with what it authenticated with.
CREATE TABLE access_token (
  account_id    UUID         NOT NULL,
  client_id     UUID         NOT NULL,
  hash          BINARY(32)   NOT NULL, -- SHA-256 of the token, which has 256 random bits
  secret_id     UUID         NULL,
  federation_id UUID         NULL,
  scopes        VARCHAR(255) NOT NULL, -- separated by spaces
  created_at    DATETIME(3)  NOT NULL,
  expires_at    DATETIME(3)  NOT NULL,
  PRIMARY KEY (account_id, client_id, hash),
  UNIQUE KEY access_token_hash (hash), -- authentication
  KEY access_token_expired (account_id, client_id, expires_at), -- cleaning up
  CONSTRAINT access_token_client FOREIGN KEY (account_id, client_id) REFERENCES oauth_client (account_id, id) ON DELETE CASCADE,
  CONSTRAINT access_token_secret FOREIGN KEY (account_id, client_id, secret_id) REFERENCES oauth_client_secret (account_id, client_id, id) ON DELETE CASCADE,
  CONSTRAINT access_token_federation FOREIGN KEY (account_id, client_id, federation_id) REFERENCES oauth_federation (account_id, client_id, id) ON DELETE CASCADE,
  CONSTRAINT access_token_origin CHECK ((secret_id IS NULL) <> (federation_id IS NULL))
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE openid_provider (
  account_id UUID          NOT NULL,
  issuer     VARCHAR(400)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  audience   VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  jwks_url   VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (account_id),
  UNIQUE KEY openid_provider_audience (issuer, audience), -- from a person's token to the account
  UNIQUE KEY openid_provider_issuer (account_id, issuer), -- what bindings hang on
  CONSTRAINT openid_provider_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

-- Who a subject of a provider is. One subject is one user, and one user has one subject there: an
-- address that was given to somebody else opens nothing. Bindings go with the provider: no request
-- that knew it a moment ago can leave one behind.
CREATE TABLE openid_binding (
  account_id UUID         NOT NULL,
  issuer     VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  subject    VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  user_id    UUID         NOT NULL,
  created_at DATETIME(3)  NOT NULL,
  PRIMARY KEY (account_id, issuer, subject), -- signing in
  UNIQUE KEY openid_binding_user (account_id, user_id, issuer),
  CONSTRAINT openid_binding_provider FOREIGN KEY (account_id, issuer) REFERENCES openid_provider (account_id, issuer) ON DELETE CASCADE,
  CONSTRAINT openid_binding_user FOREIGN KEY (account_id, user_id) REFERENCES user (account_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;
