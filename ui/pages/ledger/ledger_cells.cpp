// What stands in the cells of a ledger and its head.
#include "core/base/value.h"
#include "core/boxes/box_scores.h"
#include "core/boxes/detection_columns.h"
#include "core/losses/rate.h"
#include "core/objectives/classification.h"
#include "ui/pages/ledger/ledger_model.h"
#include "ui/pages/ledger/ledger_words.h"
#include "ui/widgets/number_text.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr int digits = 4, inputDigits = 3, powerDigits = 2;
constexpr qsizetype longestHeading = 8;  // letters: a longer name of a column is in its tip

QString className(const Dataset& dataset, Index label) {
  return QString::fromStdString(dataset.classNames[static_cast<std::size_t>(label)]);
}

QString orElse(const QString& name, const QString& brief) {
  return name.size() <= longestHeading ? name : brief;
}

QString inputName(const Dataset& dataset, Index input) {
  return readable(dataset.featureNames[static_cast<std::size_t>(input)]);
}

// Powers of ten need the room of a digit.
QString brief(double number) {
  if (number == 0) return QStringLiteral("0");
  const double size = std::abs(number);
  return numberText(number, size < 1e-3 || size >= 1e6 ? powerDigits : digits);
}

QString whole(double number) {
  return QString::number(number, 'f', 0).replace(QLatin1Char('-'), QChar(0x2212));
}

QString percent(double share, int decimals) {
  if (std::isnan(share)) return QStringLiteral("–");
  return QString::number(100 * share, 'f', decimals) + QChar::Nbsp + QLatin1Char('%');
}

QString boxText(const Eigen::RowVector4d& box) {
  QStringList corners;
  for (const double each : box) corners << numberText(each, inputDigits);
  return corners.join(QStringLiteral(", "));
}

double iouOf(const Ledger& ledger, Index row) {
  return iouOfRows(ledger.prediction.middleRows(row, 1),
                   ledger.problem->training->samples().target.middleRows(row, 1))[0];
}

// As wide as a digit each, so that numbers line up.
QString arrowOf(int sense) {
  if (sense == 0) return QStringLiteral(" \u2007");
  return sense > 0 ? QStringLiteral(" →") : QStringLiteral(" ←");
}

}  // namespace

QString LedgerModel::text(const Column& column, Index row) const {
  const Ledger& ledger = *entries_[column.entry].ledger;
  switch (column.kind) {
    case Kind::row:
      return rowName(ledger, row);
    case Kind::inputs:
      return inputsOf(row);
    case Kind::target:
      return targetOf(row);
    case Kind::prediction:
      return predictionOf(ledger, row);
    case Kind::loss:
      return brief(ledger.loss[row]);
    case Kind::share:
    case Kind::pullShare:
      return shareOf(column, row);
    case Kind::pull:
      return pullOf(ledger, row);
  }
  return {};
}

QString LedgerModel::inputsOf(Index row) const {
  const auto features = dataset().features.row(first().dataRow(row));
  if (isOfBoxes()) return QString::fromStdString(toText(features[DetectionColumns::object]));
  if (features.size() == 1) return wholeInput_ ? whole(features[0]) : brief(features[0]);
  const QString text = numberText(features[inputs_.first], inputDigits) + QStringLiteral(", ") +
                       numberText(features[inputs_.second], inputDigits);
  return features.size() > 2 ? text + QStringLiteral(" …") : text;
}

QString LedgerModel::targetOf(Index row) const {
  if (isOfBoxes()) return boxText(dataset().target.row(first().dataRow(row)));
  const double target = dataset().target(first().dataRow(row), 0);
  return isClassification(dataset().task) ? className(dataset(), static_cast<Index>(target))
         : wholeTarget_                   ? whole(target)
                                          : brief(target);
}

// Of a classifier what it takes the row for, and the share of that.
QString LedgerModel::predictionOf(const Ledger& ledger, Index row) const {
  const Matrix outputs = ledger.prediction.row(row);
  if (isOfBoxes()) return numberText(iouOf(ledger, row), 3);
  if (!isClassification(dataset().task))
    return brief(inTargetUnits(ledger.problem->loss->spec(), outputs)(0, 0));
  const Index guess = predictedClasses(outputs).front();
  return className(dataset(), guess) + QLatin1Char(' ') + percent(classShares(outputs)(0, guess), 0);
}

// As many decimals for all, so that they line up, and two digits of a full bar at least.
QString LedgerModel::shareOf(const Column& column, Index row) const {
  const double power = std::floor(std::log10(100 * fullBar_) + 1e-9);
  return percent(shareIn(column, row), std::clamp(2 - static_cast<int>(power), 1, 6));
}

QString LedgerModel::pullOf(const Ledger& ledger, Index row) const {
  return brief(ledger.pull[row]) + arrowOf(senseOf(ledger, row));
}

QString LedgerModel::title(const Column& column) const {
  if (column == sorted_)
    return name(column) + (direction_ == Qt::DescendingOrder ? QStringLiteral(" ▾") : QStringLiteral(" ▴"));
  return name(column);
}

QString LedgerModel::name(const Column& column) const {
  const QString letter = entries_[column.entry].letter;
  switch (column.kind) {
    case Kind::row:
      return tr("row");
    case Kind::inputs:
      if (isOfBoxes()) return tr("object");
      return dataset().features.cols() == 1 ? orElse(inputName(dataset(), 0), tr("input")) : tr("inputs");
    case Kind::target:
      if (isOfBoxes()) return tr("target");
      return orElse(readable(dataset().targetName), tr("target"));
    case Kind::prediction:
      if (isOfBoxes()) return tr("IoU");
      return isClassification(dataset().task) ? tr("prediction") : tr("fit");
    case Kind::loss:
      return tr("loss");
    case Kind::share:
      return entries_.size() > 1 ? letter : tr("share");
    case Kind::pullShare:
      return letter;
    case Kind::pull:
      return tr("pull");
  }
  return {};
}

QString LedgerModel::hint(const Column& column) const {
  const QString sorts = tr(" A click sorts by it.");
  switch (column.kind) {
    case Kind::row:
      return tr("The row of the data, counted from 1.") + sorts;
    case Kind::inputs:
      if (isOfBoxes())
        return tr("The object that the row shows; a cell’s tip has all that is known.") + sorts;
      return dataset().features.cols() == 1
                 ? tr("%1, the input.").arg(inputName(dataset(), 0)) + sorts
                 : tr("%1 and %2; a cell’s tip has all inputs.")
                           .arg(inputName(dataset(), inputs_.first), inputName(dataset(), inputs_.second)) +
                       sorts;
    case Kind::target:
      if (isOfBoxes()) return tr("The target box: x1, y1, x2, y2. A click sorts by its left edge.");
      return tr("%1, the target: what the model shall say.").arg(readable(dataset().targetName)) + sorts;
    case Kind::prediction:
      if (isOfBoxes())
        return tr("How far the prediction overlaps the target: 1 is exact, 0 misses; a cell’s tip has "
                  "both.") +
               sorts;
      return (isClassification(dataset().task)
                  ? tr("What the model takes it for, and the share of that class.")
                  : tr("What the model says.")) +
             sorts;
    case Kind::loss:
      return tr("What the row would cost if it were alone.") + sorts;
    case Kind::share:
      return tr("What part of the training loss is this row’s. A bar of full length is %1.")
                 .arg(percent(fullBar_, fullBar_ < 0.01 ? 2 : 0)) +
             sorts;
    case Kind::pullShare:
      return tr("What part of all pulls together is this row’s: how hard it pulls at the weights.") + sorts;
    case Kind::pull:
      return tr("How hard the row pulls at the weights: the length of its part of the gradient. → the way "
                "the "
                "run goes, ← against it.") +
             sorts;
  }
  return {};
}

QString LedgerModel::tipOf(const Column& column, Index row) const {
  const Ledger& ledger = *entries_[column.entry].ledger;
  if (column.kind == Kind::inputs || column.kind == Kind::row) {
    const auto features = dataset().features.row(first().dataRow(row));
    QStringList lines;
    for (Index input = 0; input < std::min<Index>(features.size(), 20); ++input)
      lines << inputName(dataset(), input) + QLatin1Char(' ') + numberText(features[input], 6);
    return lines.join(QLatin1Char('\n'));
  }
  if (isOfBoxes() && (column.kind == Kind::prediction || column.kind == Kind::target))
    return tr("target %1\nprediction %2").arg(targetOf(row), boxText(ledger.prediction.row(row)));
  if (column.kind == Kind::share)
    return tr("%1 of %2").arg(numberText(ledger.part[row], 5), numberText(ledger.total, 5));
  if (column.kind == Kind::pull || column.kind == Kind::pullShare)
    return tr("%1; along the way the run goes %2")
        .arg(numberText(ledger.pull[row], 5), numberText(ledger.along[row], 5));
  return {};
}

QString LedgerModel::nameOf(int column) const { return name(columns_[static_cast<std::size_t>(column)]); }

QString LedgerModel::widest(int column) const {
  const Column& of = columns_[static_cast<std::size_t>(column)];
  switch (of.kind) {
    case Kind::row:
      return grouped(static_cast<std::int64_t>(dataset().count()));
    case Kind::inputs:
      if (isOfBoxes()) return QStringLiteral("0000");
      return dataset().features.cols() == 1   ? QStringLiteral("−0.000")
             : dataset().features.cols() == 2 ? QStringLiteral("−0.00, −0.00")
                                              : QStringLiteral("−0.00, −0.00 …");
    case Kind::target:
    case Kind::prediction: {
      if (isOfBoxes())
        return of.kind == Kind::target ? QStringLiteral("0.00, 0.00, 0.00, 0.00") : QStringLiteral("0.000");
      if (!isClassification(dataset().task)) return QStringLiteral("−0.000");
      QString longest;
      for (const auto& each : dataset().classNames)
        if (QString::fromStdString(each).size() > longest.size()) longest = QString::fromStdString(each);
      longest.truncate(12);
      return of.kind == Kind::target ? longest : longest + QStringLiteral(" 100 %");
    }
    case Kind::loss:
      return QStringLiteral("0.0×10⁻⁰");
    case Kind::share:
    case Kind::pullShare:
      return QStringLiteral("000.0 %");
    case Kind::pull:
      return QStringLiteral("0.0×10⁻⁰ →");
  }
  return {};
}

}  // namespace lossarium::ui
