// One section of an experiment: its heading, which opens and closes it, the choice from its catalogue if it
// is one, and a row for each parameter.
#pragma once

#include "core/experiment/experiment.h"

#include <QIcon>
#include <QStringList>
#include <QWidget>

#include <set>
#include <string>
#include <vector>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace lossarium::ui {

class ComboBox;
class ParameterRows;
struct Theme;

/// Something from a catalogue; with a reason it is shown but cannot be picked.
struct Offer {
  std::string id;
  QString whyNot = {};

  bool operator==(const Offer&) const = default;
};

class SectionPanel : public QWidget {
  Q_OBJECT

 public:
  SectionPanel(std::string section, const QString& title, bool open, QWidget* parent = nullptr);

  void showSettings(const Settings& settings);
  /// The data set's columns, and what holds for settings that are absent.
  void setColumns(const QStringList& columns, const Section& inEffect);
  /// What can be picked from the catalogue.
  void setOffers(const std::vector<Offer>& offers);
  /// Parameters that have no row here.
  void leaveOut(const std::set<std::string>& parameters);
  /// Below the rows, and hidden with them.
  void addFooter(QWidget* footer);
  /// Opens it for now; how the user left it is still known.
  void unfold();
  /// Whether the sentence about the choice shows.
  void setExplained(bool explained);
  void setTheme(const Theme& theme);

 signals:
  /// `key` is "loss.delta", or "loss.id" for another choice.
  void changed(const QString& key, const lossarium::Value& value);
  /// A setting that may be absent shall be.
  void removed(const QString& key);

 private:
  void addChoice();
  void addItem(const Offer& offer);
  void rebuildRows(const std::string& id);
  void showCaption();
  void setOpen(bool open);

  std::string section_;
  QToolButton* heading_;
  QWidget* body_;
  QVBoxLayout* rowsLayout_;
  ParameterRows* rows_;
  ComboBox* choice_ = nullptr;
  QLabel* caption_ = nullptr;
  bool explained_ = true;
  std::vector<Offer> offers_;
  QStringList columns_;
  Section inEffect_;
  Section values_;
  std::set<std::string> leftOut_ = {"test_opened"};  ///< that is done on purpose, where the metrics are read
  std::string shownId_ = "?";
  QIcon openIcon_;
  QIcon closedIcon_;
};

}  // namespace lossarium::ui
