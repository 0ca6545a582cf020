package dev.usher.store.account;

import java.util.UUID;

/**
 * An account with one of its settings.
 *
 * @param id of the account
 * @param name of the account
 * @param version the number of the account's last change, or null when it has none
 * @param setting the setting's name, or null for none
 * @param value of the setting, as text, or null for none
 */
public record AccountWithSettingRow(
    UUID id, String name, Long version, String setting, String value) {}
