// A page of pictures beside a column of settings: the main picture at the left, others below each other at
// the right, and a strip for the time below. Each picture can fill the page.
#pragma once

#include "ui/pages/page.h"

#include <QList>

#include <vector>

class QSplitter;
class QVBoxLayout;

namespace lossarium::ui {

class SidePanel;
class ViewFrame;

class ColumnsPage : public Page {
  Q_OBJECT

 public:
  using Page::Page;

  /// Fills the page with the view under the pointer, else the main one, or goes back to all views.
  void toggleFill() override;
  bool isFilled() const override { return filled_ != nullptr; }
  void setPresenting(bool presenting) override;
  /// Above all settings of the panel.
  void putFirst(QWidget* widget);

 protected:
  struct Parts {
    SidePanel* panel;
    ViewFrame* main;
    std::vector<ViewFrame*> right;  ///< from above
    std::vector<int> shares;        ///< of the height that there is to share
    bool sharesAll = false;         ///< of all of the height, whatever they ask for
    QWidget* below;
    double rightShare = 0.4;  ///< of the pictures' width,
    double rightLeast = 34;   ///< but so many sizes of the font at least
    QWidget* above = nullptr;
  };
  /// Once, by the constructor.
  void arrange(const Parts& parts);
  /// The columns' widths follow the window's alone, whatever stands in them, until a hand moves their border.
  void share();
  bool presents() const { return presenting_; }
  /// Shows those views that there is room for, or the one that fills the page.
  virtual void showFrames();
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fill(ViewFrame* frame);

  Parts parts_;
  QSplitter* columns_ = nullptr;
  QSplitter* right_ = nullptr;
  ViewFrame* filled_ = nullptr;
  QList<int> widths_;  ///< of the columns, while one view fills the page
  bool sharedByHand_ = false, heightsByHand_ = false;
  bool presenting_ = false;
};

}  // namespace lossarium::ui
