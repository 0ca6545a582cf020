/** Lists that stand in one column of what they belong to. */
package dev.usher.directory.column;
