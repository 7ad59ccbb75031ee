// Widgets side by side at their own size, as many in a line as there is room for.
#pragma once

#include <QLayout>
#include <QList>

namespace lossarium::ui {

class FlowLayout : public QLayout {
 public:
  FlowLayout(QWidget* parent, int gap);
  ~FlowLayout() override;

  void addItem(QLayoutItem* item) override { items_.append(item); }
  int count() const override { return static_cast<int>(items_.size()); }
  QLayoutItem* itemAt(int index) const override { return items_.value(index); }
  QLayoutItem* takeAt(int index) override;
  Qt::Orientations expandingDirections() const override { return {}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override { return placed({0, 0, width, 0}, false); }
  void setGeometry(const QRect& place) override;
  QSize sizeHint() const override { return minimumSize(); }
  QSize minimumSize() const override;

 private:
  int placed(const QRect& place, bool move) const;

  QList<QLayoutItem*> items_;
  int gap_;
};

}  // namespace lossarium::ui
