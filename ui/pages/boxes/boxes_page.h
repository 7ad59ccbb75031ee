// The page on which losses of boxes are felt: two boxes under the hand, or the whole simulation.
#pragma once

#include "ui/pages/page.h"

class QStackedWidget;

namespace lossarium::ui {

class BoxesSession;
class PairPage;

class BoxesPage : public Page {
  Q_OBJECT

 public:
  explicit BoxesPage(BoxesSession& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme) override;
  void toggleLogarithmic() override;
  void toggleContour() override;
  void home() override;
  void top() override;
  void toggleFill() override;
  bool isFilled() const override;
  void setPresenting(bool presenting) override;
  void setAnimated(bool animated) override;
  void focusView() override;
  /// Says whether it is one.
  bool openPicture(const QString& file);

 signals:
  /// Something that could not be done.
  void told(const QString& message);

 private:
  Page* shown() const;

  QStackedWidget* views_;
  PairPage* pair_;
};

}  // namespace lossarium::ui
