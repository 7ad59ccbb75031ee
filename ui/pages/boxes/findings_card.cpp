#include "ui/pages/boxes/findings_card.h"

#include <QGridLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr int twoColumnsFrom = 96;  // in sizes of the font: lines that are longer are read badly
constexpr int above = 10, below = 10;

}  // namespace

FindingsCard::FindingsCard(QWidget* parent)
    : QFrame(parent),
      scroll_(new QScrollArea(this)),
      body_(new QWidget(this)),
      grid_(new QGridLayout(body_)) {
  setObjectName(QStringLiteral("card"));
  setAccessibleName(tr("Findings"));
  grid_->setContentsMargins(0, 0, 8, 0);
  grid_->setHorizontalSpacing(16);
  grid_->setVerticalSpacing(4);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::TabFocus);
  scroll_->setProperty("leavesPageKeys", true);
  scroll_->setAccessibleName(tr("Findings"));
  scroll_->setWidget(body_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, above, 8, below);
  column->addWidget(scroll_);
  hide();
}

void FindingsCard::showFindings(const std::vector<SimulationFinding>& findings) {
  if (findings == findings_) return;
  findings_ = findings;
  while (rows_.size() < findings.size()) {
    Row row{new QLabel(body_), new QLabel(body_)};
    row.heading->setObjectName(QStringLiteral("muted"));
    row.text->setWordWrap(true);
    row.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QLabel* label : {row.heading, row.text}) label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    rows_.push_back(row);
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const bool has = i < findings.size();
    rows_[i].heading->setText(has ? findings[i].heading : QString());
    rows_[i].text->setText(has ? findings[i].text : QString());
    for (QLabel* label : {rows_[i].heading, rows_[i].text}) label->setVisible(has);
  }
  setVisible(!findings.empty());
  arrange();
}

void FindingsCard::setMostHeight(int height) {
  mostHeight_ = height;
  fit();
}

// The first half at the left.
void FindingsCard::arrange() {
  const int columns = width() >= twoColumnsFrom * fontMetrics().height() * 3 / 4 ? 2 : 1;
  const int count = static_cast<int>(findings_.size()), perColumn = (count + columns - 1) / columns;
  for (const Row& row : rows_) {
    grid_->removeWidget(row.heading);
    grid_->removeWidget(row.text);
  }
  for (int i = 0; i < count; ++i) {
    const Row& row = rows_[static_cast<std::size_t>(i)];
    grid_->addWidget(row.heading, i % perColumn, 2 * (i / perColumn));
    grid_->addWidget(row.text, i % perColumn, 2 * (i / perColumn) + 1);
  }
  grid_->setColumnStretch(1, 1);
  grid_->setColumnStretch(3, columns == 2 && count > 1 ? 1 : 0);
  fit();
}

void FindingsCard::fit() {
  if (findings_.empty()) return;
  const int room = std::max(width() - 24, 100);
  const int wanted = grid_->hasHeightForWidth() ? grid_->heightForWidth(room) : grid_->sizeHint().height();
  setFixedHeight(std::min(wanted + above + below, std::max(mostHeight_, 48)));
}

void FindingsCard::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  if (event->size().width() != event->oldSize().width()) arrange();
}

QString FindingsCard::asText() const {
  QString text;
  for (const SimulationFinding& each : findings_)
    text += each.heading + QStringLiteral(": ") + each.text + QLatin1Char('\n');
  return text;
}

}  // namespace lossarium::ui
