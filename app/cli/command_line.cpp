#include "app/cli/command_line.h"

#include "app/cli/commands.h"
#include "core/base/error.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iostream>
#include <vector>

namespace lossarium::cli {
namespace {

// What stands in a file must not command the terminal.
std::string withoutControls(std::string text) {
  for (char& c : text)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) c = '?';
  return text;
}

int refuse(const std::string& message) {
  std::cerr << "lossarium: " << withoutControls(message) << "\n";
  return nothingDone;
}

std::vector<std::string> commandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> optionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

std::string unknown(std::string_view what, const std::string& word, const std::vector<std::string>& known) {
  return unknownWord(what, word, {known.begin(), known.end()});
}

// CLI11 would call a mistyped sub-command a file and then complain about its options.
std::optional<std::string> mistypedCommand(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-' || argv[1][0] == '\0') return std::nullopt;
  const std::string word = argv[1];
  const auto names = commandNames(app);
  if (std::find(names.begin(), names.end(), word) != names.end() || std::filesystem::exists(word))
    return std::nullopt;
  const std::vector<std::string_view> known(names.begin(), names.end());
  if (!nearest(word, known).empty()) return unknownWord("sub-command", word, known);
  return "there is neither a file nor a sub-command '" + word + "'; see --help";
}

std::string unexpected(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  const CLI::App& command = chosen.empty() ? app : *chosen.front();
  const std::string where = chosen.empty() ? "" : command.get_name() + ": ";
  for (std::string word : app.remaining(true)) {
    word.resize(std::min(word.size(), word.find('=')));
    if (word.starts_with("-")) return where + unknown("option", word, optionNames(command));
    return where + "'" + word + "' is one argument too many; see --help";
  }
  return "too many arguments; see --help";
}

int reportParseError(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
  // A mistyped option may be what makes another one seem to be missing.
  if (!app.remaining(true).empty()) return refuse(unexpected(app));
  if (dynamic_cast<const CLI::ConversionError*>(&error))
    return refuse("a value is of the wrong kind (" + std::string(error.what()) + "); see --help");
  return refuse(std::string(error.what()) + "; see --help");
}

// An unset shell variable must not pass for an option that was left out.
void refuseEmptyValues(CLI::App& command) {
  for (CLI::Option* option : command.get_options())
    if (option->get_expected_max() > 0)
      option->check(CLI::Validator(
          [name = option->get_name()](std::string& value) {
            return value.empty() ? name + " has an empty value" : std::string();
          },
          "", ""));
}

int runChosen(const Run& run) {
  try {
    const int status = run();
    std::cout.flush();
    if (!std::cout) return refuse("cannot write to the standard output");
    return status;
  } catch (const Error& error) {
    return refuse(error.what());
  } catch (const std::bad_alloc&) {
    return refuse("the memory does not suffice for this");
  } catch (const std::exception& error) {
    return refuse(std::string("unexpected fault: ") + error.what());
  }
}

}  // namespace

std::optional<int> runCommand(int argc, char** argv, WindowRequest& window) {
  CLI::App app("Lossarium, an observatory of loss functions. Without a sub-command it opens the window.",
               "lossarium");
  app.set_version_flag("--version", "lossarium " LOSSARIUM_VERSION);
  app.require_subcommand(0, 1);
  app.add_option("FILE", window.file, "A session (*.lossarium) or a CSV file to open in the window");
  app.footer("Exit status: 0 all well, 1 some input lines failed, 2 nothing was done.");
  Run chosen;
  for (const auto add : {addLosses, addSettings, addEvaluate, addTrain, addSurface, addRender, addBoxes})
    add(app, chosen);
  for (CLI::App* command : app.get_subcommands({})) refuseEmptyValues(*command);
  if (const auto mistyped = mistypedCommand(app, argc, argv)) return refuse(*mistyped);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return reportParseError(app, error);
  }
  if (!chosen) return std::nullopt;
  return runChosen(chosen);
}

}  // namespace lossarium::cli
