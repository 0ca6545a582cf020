package dev.usher.directory.bulk;

import dev.usher.directory.group.Groups;
import dev.usher.directory.user.UserInvitations;
import dev.usher.directory.user.Users;

/** What operations are run by. All of it works in the same transactions. */
public record BulkServices(Users users, Groups groups, UserInvitations invitations) {}
