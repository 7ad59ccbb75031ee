#include "ui/shell/theme.h"

#include <QApplication>

#include <utility>

namespace lossarium::ui {
namespace {

struct Colors {
  QColor window, panel, field, border, text, muted, disabled, accent, accentText, hover, notice, noticeText;
};

Colors lightColors() {
  return {0xf3f5f8, 0xffffff, 0xffffff, 0xd5dbe2, 0x1f2630, 0x5b6573,
          0xa6afba, 0xd5481f, 0xffffff, 0xe8ecf1, 0xfff1e6, 0x7a2e0e};
}

Colors darkColors() {
  return {0x14181d, 0x1b2027, 0x232a33, 0x343d49, 0xe8ecf1, 0x9eabb9,
          0x5d6874, 0xff7a4d, 0x14181d, 0x2a323c, 0x3a261c, 0xffc9b0};
}

QPalette paletteOf(const Colors& c) {
  QPalette palette;
  palette.setColor(QPalette::Window, c.window);
  palette.setColor(QPalette::Base, c.field);
  palette.setColor(QPalette::AlternateBase, c.panel);
  palette.setColor(QPalette::Button, c.panel);
  palette.setColor(QPalette::ToolTipBase, c.panel);
  for (const auto role :
       {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
    palette.setColor(role, c.text);
    palette.setColor(QPalette::Disabled, role, c.disabled);
  }
  palette.setColor(QPalette::PlaceholderText, c.muted);
  palette.setColor(QPalette::Highlight, c.accent);
  palette.setColor(QPalette::HighlightedText, c.accentText);
  palette.setColor(QPalette::Link, c.accent);
  palette.setColor(QPalette::Mid, c.border);
  palette.setColor(QPalette::Dark, c.border);
  palette.setColor(QPalette::Light, c.panel);
  palette.setColor(QPalette::Midlight, c.border);
  palette.setColor(QPalette::Shadow, c.border);
  return palette;
}

// @names are replaced by colours; an 8-pixel grid, no frames within frames.
constexpr auto sheet = R"(
QMainWindow, QWidget#page { background: @window; }
QMenuBar { background: @window; color: @text; padding: 2px 8px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @panel; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QToolTip { background: @panel; color: @text; border: 1px solid @border; padding: 6px; }
QFrame#card { background: @panel; border: none; border-radius: 8px; }
QLabel { background: transparent; color: @text; }
QLabel#title { font-weight: bold; }
QLabel#caption, QLabel#muted { color: @muted; }
QLabel#section { font-weight: bold; }
QLabel#verdict { font-weight: bold; }
QLabel#notice { color: @text; }
QFrame#noticeBar { border: 1px solid transparent; border-radius: 8px; }
QFrame#noticeBar[look="quiet"] QLabel#notice { color: @muted; }
QFrame#noticeBar[look="remark"] { background: @panel; border-color: @border; }
QFrame#noticeBar[look="warning"] { background: @notice; border-color: @noticeText; }
QFrame#noticeBar[look="warning"] QLabel#notice { color: @noticeText; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 6px; margin: 0; }
QScrollBar::handle:vertical { background: @border; border-radius: 3px; min-height: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QComboBox, QLineEdit { background: @field; color: @text; border: 1px solid @border; border-radius: 6px; padding: 3px 8px; min-height: @rowpx; selection-background-color: @accent; selection-color: @accentText; }
QLineEdit { padding: 3px 6px; }
QComboBox:hover, QLineEdit:hover { border-color: @muted; }
QComboBox:focus, QLineEdit:focus { border: 1px solid @accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView::item { min-height: 26px; padding-left: 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:disabled { color: @disabled; }
QComboBox QAbstractItemView::item:selected { background: @hover; color: @text; }
QComboBox QAbstractItemView { background: @panel; color: @text; border: 1px solid @border; padding: 4px; selection-background-color: @hover; selection-color: @text; outline: none; }
QToolButton { background: transparent; color: @text; border: none; border-radius: 6px; padding: 5px; }
QToolButton:hover { background: @hover; }
QToolButton:checked { background: @hover; color: @accent; }
QToolButton:focus { border: 1px solid @accent; padding: 4px; }
QToolButton:disabled { color: @disabled; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton#primary { background: @accent; color: @accentText; padding: 7px 12px; }
QToolButton#primary:disabled { background: @hover; color: @muted; }
QToolButton#pageButton { font-weight: bold; color: @muted; padding: 5px 10px; }
QToolButton#pageButton:checked { color: @text; background: @hover; }
QLabel#heading { font-weight: bold; font-size: @headingpx; }
QListWidget#losses { background: transparent; border: none; outline: none; }
QToolButton#quiet { border: 1px solid @border; padding: 2px 4px; }
QToolButton#quiet:focus { border-color: @accent; }
QToolButton#field { background: @field; border: 1px solid @border; padding: 4px 8px; text-align: left; }
QToolButton#sectionButton, QToolButton#sectionButton:checked { font-weight: bold; padding: 4px 8px 4px 0; color: @text; background: transparent; }
QToolButton#sectionButton:hover { color: @accent; }
QToolButton#moreButton, QToolButton#moreButton:checked { padding: 2px 8px 2px 0; color: @muted; background: transparent; }
QToolButton#moreButton:hover, QToolButton#moreButton:focus { color: @accent; }
QTabBar { background: transparent; border: none; font-size: @tabpx; }
QTabBar::tab { background: transparent; color: @muted; border: none; border-bottom: 2px solid transparent; padding: 3px 0; margin-right: 5px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @border; }
QTabBar::tab:selected:focus { border-bottom-color: @accent; }
QTableView { background: transparent; border: none; outline: none; selection-background-color: @hover; selection-color: @text; }
QTableWidget::item { padding: 0 0 0 4px; border: none; }
QTableWidget::item:selected { background: @hover; color: @text; }
QHeaderView, QHeaderView::section { background: transparent; border: none; color: @muted; padding: 2px 0 2px 4px; }
QTableCornerButton::section { background: transparent; border: none; }
QPushButton { background: @field; color: @text; border: 1px solid @border; border-radius: 6px; padding: 5px 14px; }
QPushButton:hover { background: @hover; }
QPushButton:focus { border-color: @accent; }
QCheckBox { color: @text; spacing: 8px; }
QCheckBox:disabled { color: @disabled; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @muted; border-radius: 4px; background: @field; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/check.svg); }
QCheckBox:focus { color: @accent; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @muted; border-radius: 8px; background: @field; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; background: @panel; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: @accent; }
QCheckBox::indicator:disabled { border-color: @border; }
QFrame#popup { background: @panel; border: 1px solid @border; }
QSlider::groove:horizontal { height: 4px; background: @border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @muted; border-radius: 2px; }
QSlider::handle:horizontal { background: @panel; border: 2px solid @muted; width: 10px; height: 10px; margin: -5px 0; border-radius: 7px; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border-color: @accent; }
QSlider::sub-page:horizontal:disabled { background: @border; }
QSlider::handle:horizontal:disabled { background: @window; border-color: @border; }
QLineEdit:disabled { color: @disabled; background: @window; }
QSplitter::handle { background: transparent; }
QStatusBar { background: @window; color: @muted; }
QStatusBar::item { border: none; }
QProgressBar { background: @border; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
)";

QString sheetOf(const Colors& c) {
  const std::pair<const char*, QColor> names[] = {{"@window", c.window},
                                                  {"@panel", c.panel},
                                                  {"@field", c.field},
                                                  {"@border", c.border},
                                                  {"@text", c.text},
                                                  {"@muted", c.muted},
                                                  {"@disabled", c.disabled},
                                                  {"@accentText", c.accentText},
                                                  {"@accent", c.accent},
                                                  {"@hover", c.hover},
                                                  {"@noticeText", c.noticeText},
                                                  {"@notice", c.notice}};
  QString result = QString::fromLatin1(sheet);
  result.replace(QLatin1String("@heading"), QString::number(qRound(1.35 * QApplication::font().pixelSize())));
  result.replace(QLatin1String("@row"), QString::number(QApplication::font().pixelSize() + 7));
  result.replace(QLatin1String("@tab"), QString::number(QApplication::font().pixelSize() - 1));
  for (const auto& [name, color] : names) result.replace(QLatin1String(name), color.name());
  return result;
}

}  // namespace

Theme Theme::make(bool dark) {
  const Colors colors = dark ? darkColors() : lightColors();
  Theme theme;
  theme.dark = dark;
  theme.palette = paletteOf(colors);
  theme.styleSheet = sheetOf(colors);
  theme.plots = dark ? PlotStyle::darkStyle() : PlotStyle::light();
  theme.plots.font = QApplication::font();
  theme.icon = colors.text;
  theme.disabledIcon = colors.disabled;
  return theme;
}

}  // namespace lossarium::ui
