/** Many callers of one account at once, beside a modest caller of another one. */
package dev.usher.stress;
