// The column of settings at the left of a page: it scrolls, and before a class its text grows less than that
// of the pictures.
#pragma once

#include <QScrollArea>
#include <QVBoxLayout>

namespace lossarium::ui {

class SidePanel : public QScrollArea {
  Q_OBJECT

 public:
  explicit SidePanel(QWidget* parent = nullptr);
  /// Above all settings.
  void putFirst(QWidget* widget) { column_->insertWidget(0, widget); }

 protected:
  QVBoxLayout* column() const { return column_; }
  bool presents() const { return presenting_; }
  void present(bool presenting) { presenting_ = presenting; }
  /// After a change of the text's size.
  void fit();

 private:
  QVBoxLayout* column_;
  bool presenting_ = false;
};

}  // namespace lossarium::ui
