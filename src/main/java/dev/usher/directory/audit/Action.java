package dev.usher.directory.audit;

/** What can be done, in the words of the audit trail: {@code thing.happened}. */
public enum Action {
  USER_CREATED("user.created"),
  USER_DELETED("user.deleted"),
  USER_STATUS_CHANGED("user.statusChanged"),
  USER_PROFILE_CHANGED("user.profileChanged"),
  USER_ORGANIZATION_CHANGED("user.organizationChanged"),
  USER_ACCOUNT_ROLES_CHANGED("user.accountRolesChanged"),
  USER_PROJECT_ROLES_CHANGED("user.projectRolesChanged"),
  USER_LICENSES_CHANGED("user.licensesChanged"),
  /** A value in the request could not be used and was left out. */
  USER_VALUES_SKIPPED("user.valuesSkipped"),
  /** A person came back, and a pool had no seat left for a remembered license. */
  USER_LICENSES_NOT_RESTORED("user.licensesNotRestored"),
  /** A person gave a seat back, and its pool counted none as taken: its counter is wrong. */
  USER_SEATS_UNCOUNTED("user.seatsUncounted"),

  INVITATION_SENT("invitation.sent"),
  INVITATION_RESENT("invitation.resent"),
  INVITATION_SUPERSEDED("invitation.superseded"),
  INVITATION_REVOKED("invitation.revoked"),
  INVITATION_ACCEPTED("invitation.accepted"),
  /** Somebody tried to accept by a link that no longer works. */
  INVITATION_REFUSED("invitation.refused"),
  INVITATION_LINK_COPIED("invitation.linkCopied"),

  GROUP_CREATED("group.created"),
  GROUP_CHANGED("group.changed"),
  GROUP_DELETED("group.deleted"),
  GROUP_MEMBERS_ADDED("group.membersAdded"),
  GROUP_MEMBERS_REMOVED("group.membersRemoved"),
  GROUP_PROJECT_ROLES_CHANGED("group.projectRolesChanged"),

  TOKEN_CREATED("token.created"),
  TOKEN_REVOKED("token.revoked"),

  /** A known token, client or person did not authenticate. */
  AUTHENTICATION_FAILED("authentication.failed"),
  /** A caller asked for what its scopes or its role do not permit. */
  REQUEST_FORBIDDEN("request.forbidden"),

  OAUTH_CLIENT_CREATED("oauthClient.created"),
  OAUTH_CLIENT_DELETED("oauthClient.deleted"),
  OAUTH_CLIENT_SECRET_ADDED("oauthClient.secretAdded"),
  OAUTH_CLIENT_SECRET_DROPPED("oauthClient.secretDropped"),
  OAUTH_CLIENT_FEDERATED("oauthClient.federated"),
  OAUTH_CLIENT_UNFEDERATED("oauthClient.unfederated"),
  ACCESS_TOKEN_ISSUED("accessToken.issued"),

  OPENID_PROVIDER_SET("openidProvider.set"),
  OPENID_PROVIDER_REMOVED("openidProvider.removed"),
  /** Somebody signed in for the first time: their subject at the provider is known from now on. */
  USER_SIGN_IN_BOUND("user.signInBound"),
  USER_SIGN_IN_UNBOUND("user.signInUnbound"),

  ACCOUNT_CREATED("account.created"),
  ACCOUNT_SETTINGS_CHANGED("account.settingsChanged"),
  CATALOGUE_APPLIED("catalogue.applied");

  private final String wireName;

  Action(String wireName) {
    this.wireName = wireName;
  }

  /** The name as it is stored and answered. */
  public String wireName() {
    return wireName;
  }
}
