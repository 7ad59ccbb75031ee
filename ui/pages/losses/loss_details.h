// One loss explained: its formula and derivative, its dials, what holds for it, when to take it, and what
// others call it.
#pragma once

#include "core/losses/loss.h"

#include <QIcon>
#include <QScrollArea>

#include <vector>

class QFormLayout;
class QGridLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace lossarium::ui {

class FormulaView;
class LossSelection;
class ParameterRow;
struct Theme;

/// What the button says and whether it can be pressed.
struct TakeOffer {
  QString text;
  QString tip;
  bool possible = false;
};

class LossDetails : public QScrollArea {
  Q_OBJECT

 public:
  explicit LossDetails(QWidget* parent = nullptr);

  void show(const LossSelection& selection, const TakeOffer& offer);
  QToolButton* takeButton() const { return take_; }
  void setTheme(const Theme& theme);

 signals:
  void parameterChanged(const QString& parameter, const lossarium::Value& value);
  void parameterRemoved(const QString& parameter);
  /// The target or label for which the loss is drawn.
  void targetChanged(double target);
  /// Several values of a parameter are wanted at once, or (empty) no longer.
  void familyWanted(const QString& parameter);
  void takePressed();

 private:
  struct Dial {
    ParameterRow* row;
    QToolButton* family;
  };
  void rebuild(const LossSelection& selection);
  void addDials(const LossSpec& spec);
  void addTargetDial(const LossSelection& selection);
  void addFacts(const LossSpec& spec);
  void addLine(QGridLayout& layout, const QString& name, QLabel* fact);
  QLabel* addFact(QGridLayout& layout, const QString& name, const QString& text);
  void addName(QGridLayout& layout, const QString& library, const QString& name);
  void showTraits(const LossTraits& traits, bool rootOfMean);

  std::string shown_;
  int shownAxis_ = -1;
  QLabel* title_;
  QLabel* caption_;
  QLabel* plainFormula_;  ///< where none is typeset
  FormulaView* value_;
  FormulaView* slope_;
  FormulaView* extra_;
  QWidget* dials_;
  QVBoxLayout* dialsLayout_;
  std::vector<Dial> dialList_;
  ParameterRow* target_ = nullptr;
  QToolButton* take_;
  QIcon fanIcon_;
  QVBoxLayout* column_;
  QWidget* facts_ = nullptr;
  QLabel* shape_ = nullptr;
  QLabel* smoothness_ = nullptr;
  QLabel* bounds_ = nullptr;
};

}  // namespace lossarium::ui
