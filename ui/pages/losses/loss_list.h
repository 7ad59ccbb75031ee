// All losses by task: one is chosen, several are kept on the page; a search finds them by whatever they are
// called.
#pragma once

#include <QColor>
#include <QListWidget>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
QT_END_NAMESPACE

namespace lossarium::ui {

class LossSelection;
struct PlotStyle;

/// Rows with a swatch that is ticked: a click on it, or Enter, keeps a loss.
class LossRows : public QListWidget {
  Q_OBJECT

 public:
  explicit LossRows(QWidget* parent = nullptr);

  static constexpr int idRole = Qt::UserRole, colorRole = Qt::UserRole + 1, keptRole = Qt::UserRole + 2;

 signals:
  void tickPressed(const QString& id);

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
};

class LossList : public QWidget {
  Q_OBJECT

 public:
  explicit LossList(QWidget* parent = nullptr);

  void show(const LossSelection& selection, const PlotStyle& style);
  LossRows* rows() const { return rows_; }
  QLineEdit* search() const { return search_; }

 signals:
  void chosen(const QString& id);
  void keptChanged(const QString& id, bool kept);

 private:
  void fill();
  void find(const QString& text);

  QLineEdit* search_;
  QLabel* nothing_;
  LossRows* rows_;
};

}  // namespace lossarium::ui
