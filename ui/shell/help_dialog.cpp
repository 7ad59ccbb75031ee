#include "ui/shell/help_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cstddef>

namespace lossarium::ui {
namespace {

struct Line {
  const char* what;
  const char* means;
};

constexpr Line keys[] = {
    {QT_TRANSLATE_NOOP("HelpDialog", "Space"), QT_TRANSLATE_NOOP("HelpDialog", "run, pause")},
    {QT_TRANSLATE_NOOP("HelpDialog", "→, ←"), QT_TRANSLATE_NOOP("HelpDialog", "one batch, forth and back")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Shift+→, Shift+←"),
     QT_TRANSLATE_NOOP("HelpDialog", "one epoch, forth and back")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Home, End"),
     QT_TRANSLATE_NOOP("HelpDialog", "to the first and to the latest moment of the run")},
    {QT_TRANSLATE_NOOP("HelpDialog", "R"),
     QT_TRANSLATE_NOOP("HelpDialog", "reset: run anew with the settings as they are")},
    {QT_TRANSLATE_NOOP("HelpDialog", "B"),
     QT_TRANSLATE_NOOP("HelpDialog", "branch: go on from an earlier moment as a new run")},
    {QT_TRANSLATE_NOOP("HelpDialog", "N"), QT_TRANSLATE_NOOP("HelpDialog", "new start")},
    {QT_TRANSLATE_NOOP("HelpDialog", "E, S"),
     QT_TRANSLATE_NOOP("HelpDialog", "edit data by hand, spray points")},
    {QT_TRANSLATE_NOOP("HelpDialog", "C, L, H, T"),
     QT_TRANSLATE_NOOP("HelpDialog", "contour map or 3-D, logarithmic loss, home view, from above")},
    {QT_TRANSLATE_NOOP("HelpDialog", "F, Esc"),
     QT_TRANSLATE_NOOP("HelpDialog", "fill the window with the view under the pointer, all views")},
    {QT_TRANSLATE_NOOP("HelpDialog", "1 … 6"),
     QT_TRANSLATE_NOOP("HelpDialog", "in a duel: look at run A … F")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Arrows, Alt+arrows, T"),
     QT_TRANSLATE_NOOP(
         "HelpDialog",
         "on the two boxes: move the one that is held (Shift: further), size it, take the other")},
    {QT_TRANSLATE_NOOP("HelpDialog", "F11"),
     QT_TRANSLATE_NOOP("HelpDialog", "present: full screen, larger text")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Ctrl+1 … Ctrl+5"),
     QT_TRANSLATE_NOOP("HelpDialog", "the pages: losses, training, duel, race, boxes")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Ctrl+O, Ctrl+S"), QT_TRANSLATE_NOOP("HelpDialog", "open, save")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Ctrl+V"),
     QT_TRANSLATE_NOOP("HelpDialog", "paste a table that was copied in a spreadsheet")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Ctrl+Z, Ctrl+Shift+Z"), QT_TRANSLATE_NOOP("HelpDialog", "undo, redo")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Ctrl+D"), QT_TRANSLATE_NOOP("HelpDialog", "light, dark")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Ctrl++, Ctrl+−"),
     QT_TRANSLATE_NOOP("HelpDialog", "larger, smaller text")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Tab"),
     QT_TRANSLATE_NOOP("HelpDialog", "to the next control; there Space presses it")}};

constexpr Line pictures[] = {
    {QT_TRANSLATE_NOOP("HelpDialog", "Surface"),
     QT_TRANSLATE_NOOP("HelpDialog",
                       "the loss over two weights, or over a plane through all of them; a drag "
                       "turns, the wheel zooms, a right drag moves, a click puts the start "
                       "there")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Ball, path"),
     QT_TRANSLATE_NOOP("HelpDialog",
                       "the weights now, and the way they came; the arrow points down the slope, "
                       "<i>arrows</i> adds momentum and the last step, and on the map the field of descent")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Ring"),
     QT_TRANSLATE_NOOP("HelpDialog", "where a race starts: drag it, and all run anew")},
    {QT_TRANSLATE_NOOP("HelpDialog", "◇"), QT_TRANSLATE_NOOP("HelpDialog", "the least loss")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Data and fit"),
     QT_TRANSLATE_NOOP("HelpDialog",
                       "what the model predicts; a residual is as thick as its row pulls at the "
                       "weights")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Curves"),
     QT_TRANSLATE_NOOP("HelpDialog",
                       "the loss after each epoch, on training and on validation rows; an upright "
                       "line is a change made on the way")},
    {QT_TRANSLATE_NOOP("HelpDialog", "★, ghost"),
     QT_TRANSLATE_NOOP("HelpDialog", "the epoch of the least validation loss, and its weights, drawn pale")},
    {QT_TRANSLATE_NOOP("HelpDialog", "Marker"),
     QT_TRANSLATE_NOOP("HelpDialog",
                       "on the curves of losses: drag it or press the arrow keys; the wheel "
                       "zooms, Enter in the list keeps a loss")}};

constexpr Line symbols[] = {
    {QT_TRANSLATE_NOOP("HelpDialog", "w, Δw"),
     QT_TRANSLATE_NOOP("HelpDialog", "a weight, and what a step adds to it")},
    {QT_TRANSLATE_NOOP("HelpDialog", "g"),
     QT_TRANSLATE_NOOP("HelpDialog", "its gradient: how the loss grows with it")},
    {QT_TRANSLATE_NOOP("HelpDialog", "η"), QT_TRANSLATE_NOOP("HelpDialog", "the learning rate")},
    {QT_TRANSLATE_NOOP("HelpDialog", "v, μ"),
     QT_TRANSLATE_NOOP("HelpDialog", "velocity: gradients added up; momentum: how much of it stays")},
    {QT_TRANSLATE_NOOP("HelpDialog", "m, m̂"),
     QT_TRANSLATE_NOOP("HelpDialog", "the running mean of gradients, and without its start at 0")},
    {QT_TRANSLATE_NOOP("HelpDialog", "s, ŝ"),
     QT_TRANSLATE_NOOP("HelpDialog", "the same of squared gradients")},
    {QT_TRANSLATE_NOOP("HelpDialog", "β₁, β₂"),
     QT_TRANSLATE_NOOP("HelpDialog", "how slowly these two forget")}};

template <std::size_t Count>
QString table(const QString& title, const Line (&lines)[Count]) {
  QString rows;
  for (const Line& line : lines)
    rows += QStringLiteral("<tr><td><b>%1</b></td><td>%2</td></tr>")
                .arg(HelpDialog::tr(line.what), HelpDialog::tr(line.means));
  return QStringLiteral("<p><b>%1</b></p><table cellpadding='2'>%2</table>").arg(title, rows);
}

QLabel* column(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setWordWrap(true);
  label->setAlignment(Qt::AlignTop);
  return label;
}

}  // namespace

HelpDialog::HelpDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Keys and pictures"));
  auto* body = new QWidget(this);
  auto* columns = new QHBoxLayout(body);
  columns->setSpacing(24);
  columns->addWidget(column(table(tr("Keys"), keys), body), 1);
  columns->addWidget(
      column(table(tr("What the pictures show"), pictures) + table(tr("Symbols"), symbols), body), 1);
  auto* area = new QScrollArea(this);
  area->setWidget(body);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setAccessibleName(windowTitle());
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  buttons->button(QDialogButtonBox::Close)->setIcon({});
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* rows = new QVBoxLayout(this);
  rows->addWidget(area, 1);
  rows->addWidget(buttons);
  const QSize most = screen()->availableSize() * 0.92;
  const int size = fontInfo().pixelSize();
  resize(QSize(72 * size, 46 * size).boundedTo(most));
}

}  // namespace lossarium::ui
