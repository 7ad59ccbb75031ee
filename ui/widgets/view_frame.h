// A view with its title, its buttons and its caption. A double click on the title fills the window with it.
#pragma once

#include "ui/plots/plot_style.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace lossarium::ui {

class ElidedLabel;
struct Theme;

class ViewFrame : public QFrame {
  Q_OBJECT

 public:
  ViewFrame(const QString& title, QWidget* content, QWidget* parent = nullptr);

  /// `brief` stands where the title has no room; its tooltip then has all of it.
  void setTitle(const QString& title, const QString& brief = {});
  QString title() const;
  /// Takes the place of the title.
  void setTitleWidget(QWidget* widget);
  /// Below the view; empty hides it. In a small frame it is one line that ends in "…", and its tooltip has
  /// all of it: the view has more need of the room.
  void setCaption(const QString& caption);
  /// All of it, without links.
  QString caption() const;
  /// Whether the caption shows.
  void setExplained(bool explained);
  /// A button in the title row, before the menu.
  void addButton(QToolButton* button);
  /// Makes one, which may stay down.
  QToolButton* addToggle(const QString& name, const QString& tip, bool checkable);
  /// The same for another control, which takes no more room than it needs.
  void addControl(QWidget* control);
  /// Whether the button that fills the window stands in the title row.
  void showFillButton(bool shown);
  /// Parts the buttons before from those to come.
  void addGap();
  QMenu* menu() const { return menu_; }
  void setTheme(const Theme& theme);
  /// That of the theme.
  const PlotStyle& plotStyle() const { return plotStyle_; }

 signals:
  void fillRequested();
  /// A link in the caption was pressed.
  void linkPressed(const QString& link);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fitCaption();

  QWidget* titleBar_;
  QHBoxLayout* titleRow_;
  ElidedLabel* title_;
  QLabel* caption_;
  QString wholeCaption_;
  QToolButton* fillButton_;
  QToolButton* menuButton_;
  QMenu* menu_;
  bool explained_ = true;
  PlotStyle plotStyle_ = PlotStyle::light();
};

}  // namespace lossarium::ui
