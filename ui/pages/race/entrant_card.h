// One entrant of a race: its ball, which optimiser it is, and that one's parameters.
#pragma once

#include "core/base/value.h"

#include <QWidget>

#include <cstddef>
#include <string>

class QLabel;
class QToolButton;

namespace lossarium::ui {

class ComboBox;
class ParameterRows;
struct Theme;

class EntrantCard : public QWidget {
  Q_OBJECT

 public:
  explicit EntrantCard(std::size_t index, QWidget* parent = nullptr);

  /// `entrant` may lack a learning rate; `found` is the same with the one that it has then.
  void showEntrant(const Choice& entrant, const Choice& found, bool removable, bool chosen);
  void setTheme(const Theme& theme);

 signals:
  void picked();
  void optimizerChosen(const std::string& id);
  void changed(const std::string& key, const lossarium::Value& value);
  void unset(const std::string& key);
  void removeWanted();

 private:
  std::size_t index_;
  QToolButton* ball_;
  ComboBox* optimizer_;
  QToolButton* remove_;
  ParameterRows* rows_;
  std::string shownId_;
};

}  // namespace lossarium::ui
