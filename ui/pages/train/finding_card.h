// One finding about the run: what it is, the numbers that carry it, and what would help, to be pressed.
#pragma once

#include "core/training/diagnosis.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace lossarium::ui {

class FindingCard : public QWidget {
  Q_OBJECT

 public:
  FindingCard(const Finding& finding, QWidget* parent);
  /// Another state of the same finding; false if it has other remedies and needs a card of its own.
  bool update(const Finding& finding);
  /// A line each: the sentence, the evidence, the remedies.
  QString asText() const;

 signals:
  void chosen(const lossarium::Remedy& remedy);

 private:
  QWidget* makeButtons(const std::vector<Remedy>& remedies);
  QToolButton* makeButton(const Remedy& remedy, QWidget* parent);

  Finding finding_;
  QLabel* sentence_;
  QLabel* evidence_;
};

}  // namespace lossarium::ui
