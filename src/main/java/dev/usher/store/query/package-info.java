/**
 * Filters, sorting and paging as SQL. One {@link dev.usher.store.query.AttributeTable} a resource
 * type says where each SCIM attribute is stored; {@link dev.usher.store.query.QueryCompiler} turns
 * a predicate and a sort order into text for a mapper. Values travel as parameters, always.
 */
package dev.usher.store.query;
