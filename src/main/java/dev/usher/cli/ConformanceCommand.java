package dev.usher.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.conformance.Conformance;
import dev.usher.conformance.Report;
import dev.usher.conformance.Unreachable;
import dev.usher.conformance.Verdict;
import dev.usher.conformance.area.Requirements;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a SCIM server, this one or any other, by what the RFCs ask of it. */
@Command(
    name = "conformance",
    description = {
      "Check a SCIM 2.0 server against the requirements of the RFCs: one line a requirement.",
      "It creates users and groups of its own and deletes them. Use an account made for tests.",
      "Ends with 0 when nothing failed, with 1 when something did, with 2 when the server cannot"
          + " be asked."
    },
    mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
  private static final String VARIABLE = "USHER_TOKEN";
  private static final int FAILED = 1;
  private static final int NOT_ASKED = 2;

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "BASE_URL",
      description = "The SCIM base, such as https://usher.example.com/scim/v2.")
  private URI base;

  @Parameters(
      index = "1",
      paramLabel = "TOKEN",
      arity = "0..1",
      description =
          "The bearer token; “-” reads it from standard input, nothing takes it from "
              + VARIABLE
              + ", so that it is in no list of processes.")
  private String token;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the report as JSON into this file as well.")
  private Path json;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long one answer may take; 10.")
  private int timeout;

  ConformanceCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    if (!base.isAbsolute() || base.getHost() == null || !base.getScheme().matches("https?")) {
      throw usage("BASE_URL must be an http or https URL.");
    }
    if (base.getUserInfo() != null || base.getQuery() != null || base.getFragment() != null) {
      throw usage("BASE_URL must have neither user, query nor fragment.");
    }
    if (timeout < 1 || timeout > 600) {
      throw usage("--timeout must be between 1 and 600.");
    }
    PrintWriter out = spec.commandLine().getOut();
    Report report;
    try {
      report =
          new Conformance(base, token(), Duration.ofSeconds(timeout)).check(Requirements.all());
    } catch (Unreachable e) {
      spec.commandLine().getErr().println("usher: " + base + ": " + e.getMessage());
      return NOT_ASKED;
    }
    out.print(report.text());
    out.flush();
    if (json != null) {
      write(report);
    }
    return report.count(Verdict.FAIL) == 0 ? 0 : FAILED;
  }

  private void write(Report report) throws IOException {
    byte[] bytes =
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(report.json());
    try {
      Files.write(json, bytes);
    } catch (IOException e) {
      throw usage("Cannot write " + json + ": " + e.getMessage());
    }
  }

  private String token() throws IOException {
    String given = token;
    if (given == null) {
      given = environment.getOrDefault(VARIABLE, "");
    } else if (given.equals("-")) {
      given =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }
    if (given == null || given.isBlank()) {
      throw usage("A token is needed: as TOKEN, in " + VARIABLE + ", or “-” to read it.");
    }
    String stripped = given.strip();
    if (!stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw usage("The token has characters that no header can hold.");
    }
    return stripped;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
