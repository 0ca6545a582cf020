/** The command line: settings, commands, and the one place where everything is put together. */
package dev.usher.cli;
