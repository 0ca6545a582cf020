/** What a person opens in a browser. */
package dev.usher.web;
