/** What an account has to give: organizations, projects, roles, licenses. */
package dev.usher.directory.catalogue;
