package dev.usher.store.account;

import java.util.UUID;

/**
 * A row of {@code account_setting}.
 *
 * @param accountId whose setting it is
 * @param name of the setting
 * @param value as text
 */
public record SettingRow(UUID accountId, String name, String value) {}
