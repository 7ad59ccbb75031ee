// What the core's tests share.
#pragma once

#include "core/base/error.h"
#include "core/base/value.h"
#include "core/experiment/problem.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace lossarium {

/// How GoogleTest shows a choice.
inline void PrintTo(const Choice& choice, std::ostream* out) {
  *out << choice.id;
  for (const auto& [key, value] : choice.parameters) *out << " " << key << "=" << toText(value);
}

}  // namespace lossarium

namespace lossarium::testing {

/// The message of the Error that `action` throws; fails the test if it throws none.
template <class Action>
std::string errorOf(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  ADD_FAILURE() << "no Error was thrown";
  return {};
}

inline void expectHolds(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << "'" << part << "' is missing in: " << text;
}

/// A folder of the test's own that goes away with it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string("lossarium-") + test->test_suite_name() + "-" + test->name();
    for (char& c : name)
      if (c == '/') c = '-';
    path_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline std::string readAll(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// Some values over a parameter's whole range.
inline std::vector<Value> valuesOver(const ParameterSpec& spec) {
  std::vector<Value> values;
  const bool logarithmic = spec.scale == ParameterScale::logarithmic && spec.minimum > 0;
  const auto between = [&](double share) {
    return logarithmic ? spec.minimum * std::pow(spec.maximum / spec.minimum, share)
                       : spec.minimum + share * (spec.maximum - spec.minimum);
  };
  if (spec.scale == ParameterScale::openBelow)
    return {spec.minimum, -10.0, -2.0, 0.0, 1e-9, -1e-9, 0.5, 2.0, 2 - 1e-9, 2 + 1e-9, spec.maximum};
  switch (spec.kind) {
    case ParameterKind::real:
      for (const double share : {0.0, 0.25, 0.6, 0.85}) values.emplace_back(between(share));
      values.emplace_back(spec.maximum);
      break;
    case ParameterKind::integer:
      for (const double share : {0.0, 0.3, 1.0})
        values.emplace_back(static_cast<std::int64_t>(std::min(between(share), 1e6)));
      break;
    case ParameterKind::flag:
      return {false, true};
    case ParameterKind::choice:
      for (const auto word : choiceWords(spec)) values.emplace_back(std::string(word));
      break;
    default:
      break;
  }
  return values;
}

/// The choice with its defaults, and with each parameter in turn at several values of its range.
template <class Spec>
std::vector<Choice> choicesOver(const Spec& spec) {
  std::vector<Choice> choices{{std::string(spec.id), {}}};
  for (const ParameterSpec& parameter : spec.parameters)
    for (const Value& value : valuesOver(parameter))
      choices.push_back({std::string(spec.id), {{std::string(parameter.id), value}}});
  return choices;
}

/// Whether an id is lower-case words joined by '_'.
inline bool isSnakeCase(std::string_view id) {
  const bool lettersOnly =
      id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
  return !id.empty() && lettersOnly && id.front() >= 'a' && id.front() <= 'z' && id.back() != '_' &&
         id.find("__") == std::string_view::npos;
}

/// The names of the headers in core/<folder> that hold a spec, without ".h": those declare `static const…
/// …Spec`.
inline std::set<std::string> headersWithSpec(const std::string& folder, const std::string& specType) {
  std::set<std::string> names;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(LOSSARIUM_SOURCE) / "core" / folder)) {
    if (file.path().extension() != ".h") continue;
    std::istringstream text(readAll(file.path()));
    for (std::string line; std::getline(text, line);) {
      const bool comment = line.find("//") < line.find("static");
      const bool declares = line.find("static const " + specType) != std::string::npos ||
                            line.find("static constexpr " + specType) != std::string::npos;
      if (declares && !comment) names.insert(file.path().stem().string());
    }
  }
  return names;
}

/// File names and catalogue ids are the same words: a forgotten line in catalog.cpp, or a stray id, fails.
/// A header may carry its folder's word besides ("csv_dataset.h" for "csv").
template <class Catalog>
void expectFilesMatch(const Catalog& catalog, const std::string& folder, const std::string& specType,
                      const std::string& suffix) {
  std::set<std::string> ids, files;
  for (const auto& entry : catalog) ids.insert(std::string(entry.spec->id));
  for (const auto& name : headersWithSpec(folder, specType)) {
    const bool suffixed = name.ends_with(suffix) && !ids.contains(name);
    files.insert(suffixed ? name.substr(0, name.size() - suffix.size()) : name);
  }
  EXPECT_EQ(ids, files);
  EXPECT_EQ(ids.size(), catalog.size()) << "an id stands twice in the catalogue";
}

/// Parameters that a panel can show: named, explained, with a default inside a real range.
inline void expectComplete(std::span<const ParameterSpec> parameters) {
  std::set<std::string_view> ids;
  for (const ParameterSpec& spec : parameters) {
    SCOPED_TRACE(std::string(spec.id));
    EXPECT_TRUE(isSnakeCase(spec.id));
    EXPECT_TRUE(ids.insert(spec.id).second);
    EXPECT_FALSE(spec.label.empty());
    EXPECT_FALSE(spec.hint.empty());
    EXPECT_LE(spec.minimum, spec.maximum);
    if (spec.kind == ParameterKind::choice) {
      EXPECT_FALSE(choiceWords(spec).empty());
    }
    const bool ranged = spec.kind == ParameterKind::real || spec.kind == ParameterKind::integer;
    if (ranged && spec.scale == ParameterScale::logarithmic) {
      EXPECT_GE(spec.minimum, 0);
    }
    EXPECT_NO_THROW(checkedValue(initialValue(spec), spec, "initial"));
  }
}

/// The opening experiment with settings.
inline Experiment experimentWith(const std::map<std::string, Value>& set) {
  return withSettings(defaultExperiment(), set);
}
inline std::shared_ptr<const Problem> problemWith(const std::map<std::string, Value>& set) {
  return build(experimentWith(set));
}

}  // namespace lossarium::testing
