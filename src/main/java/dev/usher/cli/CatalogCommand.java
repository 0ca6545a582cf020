package dev.usher.cli;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.CatalogueDifference;
import dev.usher.directory.catalogue.CatalogueFile;
import dev.usher.directory.catalogue.Catalogues;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The operator's commands on catalogues. */
@Command(
    name = "catalog",
    description = "Apply the catalogue of an account: organizations, projects, roles, licenses.",
    mixinStandardHelpOptions = true)
public final class CatalogCommand {
  private final DatabaseSession database;
  private final Clock clock;

  @Spec private CommandSpec spec;

  public CatalogCommand(DatabaseSession database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Command(
      name = "apply",
      description = {
        "Make the catalogue of an account what the file says, and print the difference:",
        "+ new, ~ changed, - dropped; 'no change' when it is so already.",
        "Refuses, and changes nothing, when something in use would be dropped."
      },
      mixinStandardHelpOptions = true)
  void apply(
      @Option(
              names = "--account",
              required = true,
              paramLabel = "NAME",
              description = "The account.")
          String account,
      @Parameters(
              paramLabel = "FILE",
              description = "The whole catalogue (YAML); config/catalog.yaml explains the format.")
          Path file) {
    Catalogue wanted = read(file);
    database.use(
        transactions -> {
          Catalogues catalogues = new Catalogues(transactions);
          UUID id = new Accounts(transactions, catalogues, clock).named(account).id();
          print(catalogues.apply(id, wanted));
        });
  }

  private void print(CatalogueDifference difference) {
    PrintWriter out = spec.commandLine().getOut();
    difference.lines().forEach(out::println);
    if (difference.isEmpty()) {
      out.println("no change");
    }
    out.flush();
  }

  /**
   * The catalogue in a file.
   *
   * @throws Refusal when it cannot be read or breaks a rule
   */
  static Catalogue read(Path file) {
    try {
      return CatalogueFile.parse(file.toString(), Files.readString(file));
    } catch (CharacterCodingException notUtf8) {
      throw new Refusal(file + " is not UTF-8", notUtf8);
    } catch (NoSuchFileException missing) {
      throw new Refusal("there is no file " + file, missing);
    } catch (IOException unreadable) {
      throw new Refusal("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
