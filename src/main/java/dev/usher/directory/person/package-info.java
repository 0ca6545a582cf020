/** People who sign in at an OpenID provider of their account. */
package dev.usher.directory.person;
