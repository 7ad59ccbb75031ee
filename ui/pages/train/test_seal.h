// The seal on the test rows: it says what they are for, and opens them only after a second press.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace lossarium::ui {

class TestSeal : public QWidget {
  Q_OBJECT

 public:
  explicit TestSeal(QWidget* parent = nullptr);
  /// Of so many rows. Begins anew unless it is shown already.
  void showSealed(qsizetype rows);

 signals:
  void opened();

 protected:
  void hideEvent(QHideEvent* event) override;

 private:
  void ask(bool asking);

  qsizetype rows_ = 0;
  QLabel* sentence_;
  QToolButton* ask_;
  QToolButton* open_;
  QToolButton* keep_;
};

}  // namespace lossarium::ui
