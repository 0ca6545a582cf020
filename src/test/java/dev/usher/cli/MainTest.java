package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine usher =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void everyCommandExplainsItself() {
    allBelow(usher)
        .forEach(
            command -> {
              String[] words =
                  (command.getCommandSpec().qualifiedName() + " --help")
                      .substring("usher ".length())
                      .split(" ");
              assertThat(usher.execute(words)).as(String.join(" ", words)).isZero();
              assertThat(command.getCommandSpec().usageMessage().description())
                  .as(command.getCommandSpec().qualifiedName())
                  .isNotEmpty();
            });
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theCompletionKnowsEveryCommandThatHelpShows() {
    List<String> shown =
        usher.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(command -> !command.usageMessage().hidden())
            .map(CommandSpec::name)
            .toList();
    assertThat(usher.execute("completion")).isZero();
    assertThat(out.toString()).contains(shown).contains("complete -F _complete_usher");
  }

  @Test
  void anUnknownCommandIsAnErrorOfUse() {
    assertThat(usher.execute("server")).isEqualTo(2);
    assertThat(err.toString()).contains("serve");
  }

  private static Stream<CommandLine> allBelow(CommandLine command) {
    return command.getSubcommands().values().stream()
        .flatMap(each -> Stream.concat(Stream.of(each), allBelow(each)));
  }
}
