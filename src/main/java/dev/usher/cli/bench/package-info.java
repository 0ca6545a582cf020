/** What Usher promises about speed and memory, measured. */
package dev.usher.cli.bench;
