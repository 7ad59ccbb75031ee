// One contender: its ball, who it is, and what it does not share with the others.
#pragma once

#include "core/duel/duel_plan.h"
#include "ui/shell/theme.h"

#include <QWidget>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace lossarium::ui {

class ComboBox;
class ParameterRows;

class ContenderCard : public QWidget {
  Q_OBJECT

 public:
  explicit ContenderCard(std::size_t index, QWidget* parent = nullptr);

  /// `losses` are those that suit the data.
  void showContender(const DuelPlan& plan, const std::vector<std::string>& losses, bool chosen);
  /// How it ended, or nothing.
  void showState(const QString& state);
  void setTheme(const Theme& theme);

 signals:
  void picked();
  void removeWanted();
  /// It is wanted on the page where one run is looked at closely.
  void closeUpWanted();
  /// `key` is "loss.delta", or "loss.id" for another choice.
  void changed(const QString& key, const lossarium::Value& value);
  void unset(const QString& key);

 private:
  struct Part {
    ComboBox* choice = nullptr;  ///< none where the head has it
    ParameterRows* rows = nullptr;
    std::string shown;  ///< which rows are there
  };

  QToolButton* addButton(const QString& text, const QString& name, const QString& tip);
  ParameterRows* rowsOf(const std::string& section);
  void showPart(const std::string& section, const Experiment& experiment,
                const std::vector<std::string>& differing, bool whole);
  ComboBox* makeChoice();
  void showChoice(ComboBox& choice, const std::string& section, const Experiment& experiment,
                  const std::vector<std::string>& losses);

  std::size_t index_;
  QToolButton* ball_;
  ComboBox* choice_;  ///< of what sets it apart first
  std::string choiceSection_ = "loss";
  QLabel* name_;  ///< in its place where that is no choice
  QLabel* state_;
  QToolButton* closeUp_;
  QToolButton* remove_;
  QVBoxLayout* column_;
  std::map<std::string, Part> parts_;
  Theme theme_;
};

}  // namespace lossarium::ui
