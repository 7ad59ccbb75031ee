#include "ui/pages/boxes/box_entry.h"

#include "ui/plots/axis_ticks.h"
#include "ui/widgets/number_field.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr int digits = 6;  // that are shown
constexpr int narrowest = 46;

const std::array<QString, 4> cornerNames{QStringLiteral("x1"), QStringLiteral("y1"), QStringLiteral("x2"),
                                         QStringLiteral("y2")};
const std::array<QString, 4> centreNames{QStringLiteral("cx"), QStringLiteral("cy"), QStringLiteral("w"),
                                         QStringLiteral("h")};

/// NaN for what is no number.
double numberOf(QString typed) {
  typed = typed.trimmed().replace(QChar(0x2212), QLatin1Char('-'));
  if (typed.count(QLatin1Char(',')) == 1 && !typed.contains(QLatin1Char('.')))
    typed.replace(QLatin1Char(','), QLatin1Char('.'));  // as most of Europe writes
  bool isNumber = false;
  const double number = typed.toDouble(&isNumber);
  return isNumber ? number : std::nan("");
}

}  // namespace

BoxEntry::BoxEntry(QWidget* parent)
    : QWidget(parent),
      corners_(makeSwitch(tr("Corners"), tr("Each box by two of its corners"), false)),
      centre_(makeSwitch(tr("Centre and size"), tr("Each box by its centre, width and height"), true)),
      heads_(),
      target_(makeLine(tr("Target"))),
      prediction_(makeLine(tr("Prediction"))),
      note_(new QLabel(this)) {
  auto* ways = new QHBoxLayout;
  ways->setSpacing(4);
  ways->addWidget(corners_);
  ways->addWidget(centre_);
  ways->addStretch(1);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(4);
  grid->setVerticalSpacing(2);
  layOutHeads(*grid);
  layOutLine(*grid, 1, target_);
  layOutLine(*grid, 3, prediction_);
  note_->setObjectName(QStringLiteral("muted"));
  note_->setWordWrap(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addLayout(ways);
  column->addLayout(grid);
  column->addWidget(note_);
  nameFields();
  refresh();
}

void BoxEntry::layOutHeads(QGridLayout& grid) {
  int column = 0;
  for (QLabel*& head : heads_) {
    head = new QLabel(this);
    head->setObjectName(QStringLiteral("muted"));
    head->setAlignment(Qt::AlignRight);
    head->setContentsMargins(0, 0, 7, 0);  // as far in as the numbers of the fields
    grid.addWidget(head, 0, column);
    grid.setColumnStretch(column, 1);
    ++column;
  }
}

void BoxEntry::layOutLine(QGridLayout& grid, int row, Line& line) {
  grid.addWidget(new QLabel(line.name, this), row, 0, 1, 4);
  for (int k = 0; k < 4; ++k) {
    NumberField* field = line.fields[static_cast<std::size_t>(k)];
    grid.addWidget(field, row + 1, k);
    connect(field, &NumberField::entered, this,
            [this, &line, k](const QString& typed) { take(line, k, typed); });
  }
}

QToolButton* BoxEntry::makeSwitch(const QString& text, const QString& tip, bool byCentre) {
  auto* button = new QToolButton(this);
  button->setObjectName(QStringLiteral("quiet"));
  button->setText(text);
  button->setToolTip(tip);
  button->setAccessibleName(tip);
  button->setCheckable(true);
  button->setFocusPolicy(Qt::TabFocus);
  connect(button, &QToolButton::clicked, this, [this, byCentre] {
    const bool changes = byCentre != byCentre_;
    setByCentre(byCentre);
    if (changes) emit byCentreChanged(byCentre);
  });
  return button;
}

BoxEntry::Line BoxEntry::makeLine(const QString& name) {
  Line line{name, {}, Eigen::Vector4d::Zero()};
  for (NumberField*& field : line.fields) {
    field = new NumberField(this);
    field->setMinimumWidth(narrowest);
  }
  return line;
}

void BoxEntry::setByCentre(bool byCentre) {
  byCentre_ = byCentre;
  nameFields();
  refresh();
}

void BoxEntry::nameFields() {
  corners_->setChecked(!byCentre_);
  centre_->setChecked(byCentre_);
  for (std::size_t k = 0; k < 4; ++k) {
    const QString name = byCentre_ ? centreNames[k] : cornerNames[k];
    heads_[k]->setText(name);
    const bool fromAbove = top_ && k % 2 == 1 && !(byCentre_ && k == 3);
    const QString tip = fromAbove ? tr("%1, counted downwards from the picture's upper edge").arg(name)
                                  : tr("%1. Enter takes the number, Escape takes it back.").arg(name);
    for (const Line* line : {&target_, &prediction_}) {
      line->fields[k]->setAccessibleName(line->name + QLatin1Char(' ') + name);
      line->fields[k]->setToolTip(tip);
    }
  }
}

// As far below the upper edge the corner that comes first is the upper one.
Eigen::Vector4d BoxEntry::shownNumbers(const Eigen::Vector4d& b) const {
  const Eigen::Vector4d box = top_ ? Eigen::Vector4d(b[0], *top_ - b[3], b[2], *top_ - b[1]) : b;
  if (!byCentre_) return box;
  return {box[0] / 2 + box[2] / 2, box[1] / 2 + box[3] / 2, box[2] - box[0], box[3] - box[1]};
}

Eigen::Vector4d BoxEntry::boxOfNumbers(const Eigen::Vector4d& n) const {
  const Eigen::Vector4d b =
      byCentre_ ? Eigen::Vector4d(n[0] - n[2] / 2, n[1] - n[3] / 2, n[0] + n[2] / 2, n[1] + n[3] / 2) : n;
  return top_ ? Eigen::Vector4d(b[0], *top_ - b[3], b[2], *top_ - b[1]) : b;
}

void BoxEntry::show(const Eigen::Vector4d& target, const Eigen::Vector4d& prediction,
                    std::optional<double> top) {
  if (target != target_.box || prediction != prediction_.box) complaint_.clear();
  target_.box = target;
  prediction_.box = prediction;
  if (std::exchange(top_, top) != top) nameFields();
  refresh();
}

void BoxEntry::take(Line& line, int k, const QString& typed) {
  const double number = numberOf(typed);
  complaint_.clear();
  if (!(std::abs(number) <= largest)) {
    complaint_ = std::isnan(number) ? tr("“%1” is not a number.").arg(typed)
                                    : tr("Numbers from −100,000 to 100,000 only.");
    return refresh();
  }
  Eigen::Vector4d numbers = shownNumbers(line.box);
  numbers[k] = number;
  line.box = boxOfNumbers(numbers);
  refresh();
  &line == &target_ ? emit targetEntered(line.box) : emit predictionEntered(line.box);
}

void BoxEntry::refresh() {
  for (const Line* line : {&target_, &prediction_}) {
    const Eigen::Vector4d numbers = shownNumbers(line->box);
    for (std::size_t k = 0; k < 4; ++k)
      line->fields[k]->showText(readableNumber(numbers[static_cast<Eigen::Index>(k)], digits));
  }
  note_->setText(complaint_);
}

QString BoxEntry::note() const { return note_->text(); }

}  // namespace lossarium::ui
