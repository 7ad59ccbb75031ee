#include "ui/pages/losses/loss_list.h"

#include "ui/pages/losses/loss_scenes.h"
#include "ui/plots/plot_marks.h"
#include "ui/widgets/words.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace lossarium::ui {
namespace {

constexpr int margin = 8, swatch = 12;

QRect swatchIn(const QRect& row) {
  return {row.left() + margin, row.center().y() - swatch / 2 + 1, swatch, swatch};
}

class RowDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const bool heading = index.data(LossRows::idRole).isNull();
    return {120, option.fontMetrics.height() + (heading ? 14 : 8)};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect;
    if (index.data(LossRows::idRole).isNull()) {
      painter->setPen(option.palette.color(QPalette::PlaceholderText));
      painter->drawText(row.adjusted(margin, 0, -4, -3), Qt::AlignLeft | Qt::AlignBottom,
                        index.data().toString());
    } else {
      paintRow(*painter, option, index);
    }
    painter->restore();
  }

 private:
  static void paintRow(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) {
    const bool current = option.state & QStyle::State_Selected;
    const QRect row = option.rect;
    if (current || (option.state & QStyle::State_MouseOver)) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(withAlpha(option.palette.color(QPalette::WindowText), current ? 0.1 : 0.05));
      painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 6, 6);
    }
    paintSwatch(painter, swatchIn(row), index.data(LossRows::colorRole).value<QColor>(),
                index.data(LossRows::keptRole).toBool(), option.palette);
    QFont font = option.font;
    font.setBold(current);
    painter.setFont(font);
    painter.setPen(option.palette.color(QPalette::WindowText));
    const QRect room = row.adjusted(margin + swatch + 8, 0, -6, 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, room.width()));
  }

  // Filled while it is drawn, ticked while it is kept.
  static void paintSwatch(QPainter& painter, const QRect& box, const QColor& color, bool kept,
                          const QPalette& palette) {
    painter.setPen(QPen(color.isValid() ? color : palette.color(QPalette::Mid), 1.5));
    painter.setBrush(color.isValid() ? color : QColor(Qt::transparent));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (!kept || !color.isValid()) return;
    const QPointF corner = box.topLeft();
    painter.setPen(QPen(inkOn(color), 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF{corner + QPointF(3, 6.5), corner + QPointF(5.2, 8.8), corner + QPointF(9.2, 3.8)});
  }
};

QString heading(Task task) {
  switch (task) {
    case Task::regression:
      return LossList::tr("Regression");
    case Task::binary:
      return LossList::tr("Two classes");
    case Task::classes:
      return LossList::tr("Several classes");
    case Task::boxes:
      return LossList::tr("Boxes");
  }
  return {};
}

// Everything it is called, and what it does, in one text to search in.
QString searchText(const LossSpec& spec) {
  QString text;
  for (const auto part : {spec.id, spec.title, spec.shortTitle, spec.alsoCalled, spec.use, spec.pytorch,
                          spec.keras, spec.tensorflow, spec.scikitLearn, spec.source})
    text += words(part) + QLatin1Char('\n');
  // What is not robust is not found as robust.
  if (!spec.outliers.starts_with("Not")) text += words(spec.outliers);
  return text;
}

constexpr int searchRole = Qt::UserRole + 3;

}  // namespace

LossRows::LossRows(QWidget* parent) : QListWidget(parent) {
  setObjectName(QStringLiteral("losses"));
  setProperty("leavesPageKeys", true);
  setItemDelegate(new RowDelegate(this));
  setFrameShape(QFrame::NoFrame);
  setMouseTracking(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setAccessibleName(tr("Losses"));
  setAccessibleDescription(
      tr("A click speaks of a loss; its square, or Enter, keeps it on the page beside others."));
  setToolTip(tr("A click shows a loss; a click on its square keeps it beside others (Enter)"));
}

void LossRows::mousePressEvent(QMouseEvent* event) {
  const QListWidgetItem* item = itemAt(event->position().toPoint());
  const QRect wide = item ? swatchIn(visualItemRect(item)).adjusted(-margin, -6, 6, 6) : QRect();
  if (item && !item->data(idRole).isNull() && event->button() == Qt::LeftButton &&
      wide.contains(event->position().toPoint()))
    emit tickPressed(item->data(idRole).toString());
  else
    QListWidget::mousePressEvent(event);
}

// Ticking twice quickly is ticking twice.
void LossRows::mouseDoubleClickEvent(QMouseEvent* event) { mousePressEvent(event); }

void LossRows::keyPressEvent(QKeyEvent* event) {
  if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentItem())
    emit tickPressed(currentItem()->data(idRole).toString());
  else
    QListWidget::keyPressEvent(event);
}

LossList::LossList(QWidget* parent)
    : QWidget(parent),
      search_(new QLineEdit(this)),
      nothing_(new QLabel(
          tr("No loss is called that. Its name in a library, or what it is good for, finds it, too."), this)),
      rows_(new LossRows(this)) {
  search_->setPlaceholderText(tr("Search: robust, SVM, nn.L1Loss …"));
  search_->setClearButtonEnabled(true);
  search_->setAccessibleName(tr("Search for a loss"));
  for (auto* clear : search_->findChildren<QToolButton*>()) clear->setAccessibleName(tr("Clear the search"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(search_);
  column->addWidget(nothing_);
  column->addWidget(rows_, 1);
  nothing_->setObjectName(QStringLiteral("caption"));
  nothing_->setWordWrap(true);
  nothing_->hide();
  fill();
  connect(search_, &QLineEdit::textChanged, this, &LossList::find);
  connect(search_, &QLineEdit::returnPressed, rows_, qOverload<>(&QWidget::setFocus));
  connect(rows_, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
    if (item && !item->data(LossRows::idRole).isNull()) emit chosen(item->data(LossRows::idRole).toString());
  });
  connect(rows_, &LossRows::tickPressed, this, [this](const QString& id) {
    for (int i = 0; i < rows_->count(); ++i)
      if (rows_->item(i)->data(LossRows::idRole).toString() == id)
        emit keptChanged(id, !rows_->item(i)->data(LossRows::keptRole).toBool());
  });
}

void LossList::fill() {
  std::optional<Task> task;
  for (const LossEntry& entry : lossCatalog()) {
    if (task != entry.spec->task) {
      task = entry.spec->task;
      auto* item = new QListWidgetItem(heading(*task), rows_);
      item->setFlags(Qt::NoItemFlags);
    }
    auto* item = new QListWidgetItem(words(entry.spec->title), rows_);
    item->setData(LossRows::idRole, words(entry.spec->id));
    item->setData(searchRole, searchText(*entry.spec));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
  }
}

void LossList::show(const LossSelection& selection, const PlotStyle& style) {
  const QSignalBlocker quiet(rows_);
  for (int i = 0; i < rows_->count(); ++i) {
    QListWidgetItem* item = rows_->item(i);
    if (item->data(LossRows::idRole).isNull()) continue;
    const std::string id = item->data(LossRows::idRole).toString().toStdString();
    // The colours of the other tasks' losses come back with them.
    const auto slot = selection.slot(id);
    item->setData(LossRows::colorRole,
                  slot ? QVariant::fromValue(colorOfLoss(selection, id, style)) : QVariant());
    item->setData(LossRows::keptRole, selection.isKept(id));
    if (id == selection.current()) rows_->setCurrentItem(item);
  }
  rows_->viewport()->update();
}

// Every word must occur; a heading is shown while one of its losses is.
void LossList::find(const QString& text) {
  const QStringList wanted = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
  QListWidgetItem* above = nullptr;
  bool found = false;
  for (int i = 0; i < rows_->count(); ++i) {
    QListWidgetItem* item = rows_->item(i);
    if (item->data(LossRows::idRole).isNull()) {
      above = item;
      above->setHidden(true);
      continue;
    }
    const QString known = item->data(searchRole).toString();
    bool matches = true;
    for (const QString& word : wanted) matches = matches && known.contains(word, Qt::CaseInsensitive);
    item->setHidden(!matches);
    if (matches) above->setHidden(false);
    found = found || matches;
  }
  nothing_->setVisible(!found);
}

}  // namespace lossarium::ui
