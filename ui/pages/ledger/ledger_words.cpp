#include "ui/pages/ledger/ledger_words.h"

#include "core/base/number_text.h"
#include "core/base/value.h"
#include "core/boxes/box_scores.h"
#include "core/losses/rate.h"
#include "core/objectives/classification.h"
#include "ui/widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double most = 0.8;   // of the loss: how many rows make that
constexpr double idle = 1e-3;  // of all pulls: less is none
// Of a pull: less of it along the descent is neither with nor against it, and a gradient that is so much less
// has no direction that is worth a word.
constexpr double crosswise = 0.017, nowhere = 1e-4;

QString tr(const char* text) { return QCoreApplication::translate("Ledger", text); }

QString percent(double share) { return QString::fromStdString(readablePercent(share)); }

QString count(Index rows) { return grouped(static_cast<std::int64_t>(rows)); }

QString costs(const Ledger& ledger) {
  const Index rows = rowsThatMake(ledger, most);
  double share = 0;
  for (Index i = 0; i < rows; ++i) share += ledger.share[ledger.costliest[static_cast<std::size_t>(i)]];
  if (rows == 1)
    return tr("Row %1 alone makes %2 of the loss")
        .arg(rowName(ledger, ledger.costliest.front()), percent(share));
  const QString words = 2 * rows > ledger.count() ? tr("The loss is spread: it takes %1 of %2 rows for %3")
                                                  : tr("%1 of %2 rows make %3 of the loss");
  return words.arg(count(rows), count(ledger.count()), percent(share));
}

QString pulls(const Ledger& ledger) {
  const double all = ledger.pull.sum();
  if (!std::isfinite(all)) return {};
  if (!(all > 0)) return tr("; no row pulls");
  Index hardest = 0;
  const double pull = ledger.pull.maxCoeff(&hardest);
  const QString words = tr("; row %1 pulls hardest (%2)").arg(rowName(ledger, hardest), percent(pull / all));
  const Index costliest = ledger.costliest.front();
  if (ledger.pull[costliest] >= idle * all) return words;
  return tr("; row %1 costs most and does not pull").arg(rowName(ledger, costliest)) + words;
}

// A cell of a text that may hold commas.
std::string quoted(const std::string& text) {
  std::string cell = "\"";
  for (const char c : text) cell.append(c == '"' ? 2 : 1, c);
  return cell + '"';
}

std::string cell(double number) { return "," + (std::isnan(number) ? std::string() : toText(number)); }

std::string boxColumns(const std::string& which, const std::string& mark) {
  std::string head;
  for (const char* corner : {"x1", "y1", "x2", "y2"}) head += "," + which + "_" + corner + mark;
  return head;
}

std::string boxCells(const Eigen::RowVector4d& box) {
  return cell(box[0]) + cell(box[1]) + cell(box[2]) + cell(box[3]);
}

std::string headOf(const Dataset& dataset, const std::vector<LedgerEntry>& entries) {
  std::string head = "row";
  for (const auto& name : dataset.featureNames) head += "," + quoted(name);
  const bool boxes = dataset.task == Task::boxes;
  head += boxes ? boxColumns("target", "") : "," + quoted(dataset.targetName);
  for (const LedgerEntry& entry : entries) {
    const std::string mark = entry.letter.isEmpty() ? "" : "_" + entry.letter.toStdString();
    head += boxes ? boxColumns("prediction", mark) + ",iou" + mark : ",prediction" + mark;
    for (const char* name : {"loss", "part", "share", "pull", "along"})
      head += "," + std::string(name) + mark;
  }
  return head + "\n";
}

std::string targetOf(const Dataset& dataset, Index row) {
  if (dataset.task == Task::boxes) return boxCells(dataset.target.row(row));
  const double target = dataset.target(row, 0);
  if (!isClassification(dataset.task)) return cell(target);
  return "," + quoted(dataset.classNames[static_cast<std::size_t>(target)]);
}

std::string predictionOf(const Ledger& ledger, Index row) {
  const Dataset& dataset = *ledger.problem->dataset;
  const Matrix outputs = ledger.prediction.row(row);
  if (dataset.task == Task::boxes)
    return boxCells(outputs.row(0)) +
           cell(iouOfRows(outputs, ledger.problem->training->samples().target.row(row))[0]);
  if (!isClassification(dataset.task))
    return cell(inTargetUnits(ledger.problem->loss->spec(), outputs)(0, 0));
  return "," + quoted(dataset.classNames[static_cast<std::size_t>(predictedClasses(outputs).front())]);
}

}  // namespace

QString rowName(const Ledger& ledger, Index row) { return count(ledger.rowNumber(row) + 1); }

int senseOf(const Ledger& ledger, Index row) {
  const double pull = ledger.pull[row], along = ledger.along[row];
  if (!(ledger.gradientLength > nowhere * pull) || !(std::abs(along) > crosswise * pull)) return 0;
  return along > 0 ? 1 : -1;
}

QString ledgerSentence(const Ledger& ledger) {
  if (!std::isfinite(ledger.total)) return tr("The loss is no longer finite.");
  if (!ledger.share.allFinite())
    return tr("Under this loss a row can cost less than nothing, so that none has a share of it; row %1 "
              "costs most.")
        .arg(rowName(ledger, ledger.costliest.front()));
  if (ledger.total == 0) return tr("No row costs anything.");
  return costs(ledger) + pulls(ledger) + QLatin1Char('.');
}

std::string ledgerCsv(const std::vector<LedgerEntry>& entries) {
  if (entries.empty() || !entries.front().ledger) return {};
  const Ledger& first = *entries.front().ledger;
  const Dataset& dataset = *first.problem->dataset;
  std::string table = headOf(dataset, entries);
  for (Index row = 0; row < first.count(); ++row) {
    const Index dataRow = first.dataRow(row);
    table += std::to_string(first.rowNumber(row) + 1);
    for (const double feature : dataset.features.row(dataRow)) table += cell(feature);
    table += targetOf(dataset, dataRow);
    for (const LedgerEntry& entry : entries) {
      const Ledger& ledger = *entry.ledger;
      table += predictionOf(ledger, row);
      for (const Vector* numbers : {&ledger.loss, &ledger.part, &ledger.share, &ledger.pull, &ledger.along})
        table += cell((*numbers)[row]);
    }
    table += "\n";
  }
  return table;
}

}  // namespace lossarium::ui
