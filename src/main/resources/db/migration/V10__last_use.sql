-- When a token or an OAuth client was last used, to the minute: what is no longer used can be found
-- and revoked. Written in batches by the servers, not by the requests.
ALTER TABLE token
  ADD COLUMN last_used_at DATETIME(3) NULL; -- NULL: never, or before this column was there

ALTER TABLE oauth_client
  ADD COLUMN last_used_at DATETIME(3) NULL; -- of any of its access tokens
