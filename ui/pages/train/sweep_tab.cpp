#include "ui/pages/train/sweep_tab.h"

#include "core/experiment/setting_words.h"
#include "ui/plots/sweep_map.h"
#include "ui/session/session.h"
#include "ui/shell/theme.h"
#include "ui/widgets/calculation.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMetaObject>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr int fewestDigits = 2, fewestLossDigits = 3, mostLossDigits = 6, enoughDigits = 4;

// Each differs from the others; 0 rows a batch are all there are.
QStringList texts(const SweepAxis& axis, Index rows) {
  std::vector<double> reals;
  for (const Value& value : axis.values)
    if (const auto* real = std::get_if<double>(&value)) reals.push_back(*real);
  const int digits = digitsThatDiffer(reals, fewestDigits);
  QStringList list;
  for (const Value& value : axis.values) {
    const auto* real = std::get_if<double>(&value);
    const auto* whole = std::get_if<std::int64_t>(&value);
    if (whole && *whole == 0 && axis.key == "training.batch_size")
      list << SweepTab::tr("all (%1)").arg(grouped(rows));
    else
      list << (real ? significant(*real, digits) : QString::fromStdString(valueInWords(axis.key, value)));
  }
  return list;
}

// "Learning rate" → "learning rate", but "L2" stays.
QString inSentence(std::string_view label) {
  QString text = words(label);
  if (text.size() > 1 && text[1].isLower()) text[0] = text[0].toLower();
  return text;
}

// With which the least is told from the others.
int lossDigits(const Sweep& sweep) {
  const auto best = sweep.best();
  if (!best) return fewestLossDigits;
  const double least = sweep.cells[sweep.index(best->first, best->second)].judged;
  int digits = fewestLossDigits;
  for (const SweepCell& cell : sweep.cells) {
    if (!cell.done || !cell.refusal.empty() || cell.stop == Stop::diverged || !std::isfinite(cell.judged))
      continue;
    digits = std::max(digits, digitsThatDiffer({least, cell.judged}, fewestLossDigits, mostLossDigits));
  }
  return digits;
}

std::optional<int> placeOf(const std::vector<Value>& values, const Value& value) {
  const auto found = std::find(values.begin(), values.end(), value);
  if (found == values.end()) return std::nullopt;
  return static_cast<int>(found - values.begin());
}

// What a grid is tried of when nobody chose: the rate, and how far the model may bend.
std::string suggestedOther(const std::vector<SweepAxis>& axes, const std::string& taken = {}) {
  for (const char* key : {"model.degree", "model.width", "penalty.l2", "training.batch_size"})
    for (const SweepAxis& axis : axes)
      if (axis.key == key && key != taken) return key;
  return {};
}

SweepState stateOf(const SweepCell& cell) {
  if (!cell.done) return SweepState::waiting;
  if (!cell.refusal.empty()) return SweepState::refused;
  return cell.stop == Stop::diverged ? SweepState::diverged : SweepState::ended;
}

QString endInWords(const SweepCell& cell, bool byValidation, int digits) {
  const auto loss = [digits](double value) { return significant(value, digits); };
  if (!cell.done) return SweepTab::tr("not tried yet");
  if (!cell.refusal.empty()) return QString::fromStdString(cell.refusal);
  if (cell.stop == Stop::diverged) return SweepTab::tr("diverged");
  if (byValidation)
    return SweepTab::tr("validation loss %1, training loss %2").arg(loss(cell.judged), loss(cell.training));
  return SweepTab::tr("training loss %1").arg(loss(cell.judged));
}

// The cell of an experiment's own settings.
std::optional<QPoint> placeOf(const Sweep& sweep, const Experiment& experiment) {
  const auto valueOf = [&](const SweepAxis& axis) {
    const Value value = setting(experiment, axis.key);
    const bool allRows =
        axis.key == "training.batch_size" && std::get<std::int64_t>(value) >= sweep.trainingRows;
    return allRows ? Value(std::int64_t{0}) : value;
  };
  try {
    const auto i = placeOf(sweep.x.values, valueOf(sweep.x));
    const auto j = placeOf(sweep.y.values, valueOf(sweep.y));
    if (i && j) return QPoint(*i, *j);
  } catch (const std::out_of_range&) {  // it has no such setting
  }
  return std::nullopt;
}

}  // namespace

SweepTab::SweepTab(Session& session, QWidget* parent)
    : RunTab(parent),
      session_(session),
      x_(new ComboBox(this)),
      y_(new ComboBox(this)),
      run_(new QToolButton(this)),
      progress_(new QProgressBar(this)),
      words_(new QLabel(this)),
      line_(new ElidedLabel(4, {}, this)),
      map_(new SweepMap(this)) {
  arrange();
  connect(&session_, &Session::experimentChanged, this, [this] {
    if (isVisible()) offerAxes();
    showSweep();
  });
  connect(run_, &QToolButton::clicked, this, &SweepTab::toggle);
  connect(map_, &SweepMap::picked, this, &SweepTab::open);
  connect(&session_, &Session::problemChanged, this, [this] {
    if (std::exchange(playsNext_, false)) session_.play();
  });
  connect(&session_, &Session::failed, this, [this] { playsNext_ = false; });
}

void SweepTab::arrange() {
  explain();
  words_->setObjectName(QStringLiteral("caption"));
  words_->setWordWrap(true);
  line_->setObjectName(QStringLiteral("caption"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 2, 16, 2);
  column->setSpacing(2);
  column->addWidget(map_, 1);
  column->addWidget(words_);
  column->addWidget(line_);
  column->addLayout(makeChoice());
  map_->hide();
  line_->hide();
}

void SweepTab::explain() {
  x_->setAccessibleName(tr("Setting across"));
  x_->setToolTip(tr("The setting whose values lie side by side"));
  y_->setAccessibleName(tr("Setting upwards"));
  y_->setToolTip(tr("The setting whose values lie one above the other"));
  run_->setText(tr("Try them all"));
  run_->setToolTip(
      tr("Runs the experiment to its end for each pair of values, beside what goes on in the window"));
  words_->setText(
      tr("Which values would end lowest? Choose two settings: every pair of their values is run to "
         "the end. A click on a cell runs it."));
  for (QLabel* label : {words_, line_})
    label->setToolTip(
        tr("A click on a cell begins a new run with its settings, which ends with the loss of the cell."));
}

QLayout* SweepTab::makeChoice() {
  for (ComboBox* box : {x_, y_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(4);
  }
  run_->setObjectName(QStringLiteral("quiet"));
  run_->setFocusPolicy(Qt::TabFocus);
  progress_->setTextVisible(false);
  progress_->setRange(0, 100);
  progress_->setFixedWidth(40);
  progress_->hide();
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(new QLabel(QStringLiteral("→"), this));
  row->addWidget(x_, 1);
  row->addWidget(new QLabel(QStringLiteral("↑"), this));
  row->addWidget(y_, 1);
  row->addWidget(run_);
  row->addWidget(progress_);
  return row;
}

QString SweepTab::title() const { return tr("Sweep"); }

QString SweepTab::hint() const {
  return tr("Where the run would end for other values of two settings, as a map");
}

void SweepTab::setTheme(const Theme& theme) { map_->setPlotStyle(theme.plots); }

void SweepTab::showFrame(const RunFrame&) { offerAxes(); }

Index SweepTab::trainingRows() const {
  const auto& problem = session_.problem();
  return problem ? problem->training->samples().count() : 0;
}

// What can be swept follows model, loss and optimiser; what was chosen stays where it still exists.
void SweepTab::offerAxes() {
  Experiment now = session_.experiment();
  now.changes.clear();
  if (!axes_.empty() && now == offeredFor_ && trainingRows() == offeredRows_) return;
  offeredFor_ = now;
  offeredRows_ = trainingRows();
  axes_ = sweepAxes(now, offeredRows_);
  const auto keyOf = [](const ComboBox* box) { return box->currentData().toString().toStdString(); };
  const std::string x = keyOf(x_), y = keyOf(y_);
  offer(x_, x.empty() ? "optimizer.learning_rate" : x);
  const std::string taken = keyOf(x_);
  offer(y_, y.empty() || y_->count() == 0 || y == taken ? suggestedOther(axes_, taken) : y);
}

void SweepTab::offer(ComboBox* box, const std::string& wanted) {
  box->clear();
  for (const SweepAxis& axis : axes_) box->addItem(words(axis.label), QString::fromStdString(axis.key));
  const int place = box->findData(QString::fromStdString(wanted));
  box->setCurrentIndex(place >= 0 ? place : box->findData(QString::fromStdString(suggestedOther(axes_))));
}

const SweepAxis* SweepTab::chosenAxis(const ComboBox* box) const {
  const std::string key = box->currentData().toString().toStdString();
  const auto found =
      std::find_if(axes_.begin(), axes_.end(), [&](const SweepAxis& axis) { return axis.key == key; });
  return found == axes_.end() ? nullptr : &*found;
}

// Below a map it is one line: in a tab of a few lines the map has more need of the room.
void SweepTab::tell(const QString& text) { (sweep_ ? line_ : words_)->setText(text); }

void SweepTab::toggle() {
  if (!running_) return begin();
  job_.cancel();
  end(order_, tr("Stopped; what was tried stays."));
}

void SweepTab::begin() {
  offerAxes();
  const SweepAxis *x = chosenAxis(x_), *y = chosenAxis(y_);
  if (!x || !y) return;
  if (x->key == y->key) {
    tell(tr("Choose two different settings: the same one cannot have two values."));
    return;
  }
  running_ = true;
  const std::int64_t order = ++order_;
  run_->setText(tr("Stop"));
  progress_->setValue(0);
  progress_->show();
  const auto later = [this](auto function) {
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
  };
  Experiment base = session_.experiment();
  base.changes.clear();
  job_.request(
      [this, later, order, base, across = *x, upwards = *y](const Progress& progress) {
        try {
          runSweep(base, across, upwards, progress, [&](std::shared_ptr<const Sweep> sweep) {
            later([this, order, sweep = std::move(sweep)] { take(order, sweep); });
          });
          later([this, order] { end(order, {}); });
        } catch (const Error& error) {
          later([this, order, message = QString::fromUtf8(error.what())] { end(order, message); });
        }
      },
      [this, later, order](double fraction) {
        later([this, order, fraction] {
          if (order == order_) progress_->setValue(static_cast<int>(100 * fraction));
        });
      });
}

void SweepTab::take(std::int64_t order, std::shared_ptr<const Sweep> sweep) {
  if (order != order_) return;
  sweep_ = std::move(sweep);
  showSweep();
}

void SweepTab::end(std::int64_t order, const QString& message) {
  if (order != order_) return;
  ++order_;  // nothing more is taken
  running_ = false;
  run_->setText(tr("Try them all"));
  progress_->hide();
  if (!message.isEmpty()) tell(message);
}

void SweepTab::showSweep() {
  if (!sweep_) return;
  const SweepPicture shown = picture();
  map_->showPicture(shown);
  map_->show();
  words_->hide();
  line_->show();
  if (const auto best = sweep_->best()) {
    const SweepCell& cell = sweep_->cells[sweep_->index(best->first, best->second)];
    tell(tr("◇ least: %1 with %2 %3 and %4 %5")
             .arg(significant(cell.judged, std::max(enoughDigits, shown.lossDigits)),
                  inSentence(sweep_->x.label), shown.x[static_cast<qsizetype>(best->first)],
                  inSentence(sweep_->y.label), shown.y[static_cast<qsizetype>(best->second)]));
  }
}

SweepPicture SweepTab::picture() const {
  const Sweep& sweep = *sweep_;
  SweepPicture result;
  result.xTitle = words(sweep.x.label);
  result.yTitle = words(sweep.y.label);
  result.lossTitle = sweep.byValidation ? tr("final validation loss") : tr("final training loss");
  result.x = texts(sweep.x, sweep.trainingRows);
  result.y = texts(sweep.y, sweep.trainingRows);
  result.lossDigits = lossDigits(sweep);
  for (std::size_t j = 0; j < sweep.y.values.size(); ++j)
    for (std::size_t i = 0; i < sweep.x.values.size(); ++i) {
      const SweepCell& cell = sweep.cells[sweep.index(i, j)];
      const QString values = tr("%1 %2, %3 %4: ")
                                 .arg(result.xTitle, result.x[static_cast<qsizetype>(i)], result.yTitle,
                                      result.y[static_cast<qsizetype>(j)]);
      const QString end = endInWords(cell, sweep.byValidation, std::max(enoughDigits, result.lossDigits));
      result.cells.push_back({stateOf(cell), cell.judged, values + end});
    }
  if (const auto best = sweep.best())
    result.best = QPoint(static_cast<int>(best->first), static_cast<int>(best->second));
  result.present = placeOf(sweep, session_.experiment());
  return result;
}

// The run of a cell: the settings that were tried with its two, from its start to its end, whatever runs now;
// one step to undo.
void SweepTab::open(int i, int j) {
  if (!sweep_) return;
  playsNext_ = true;  // the run that comes, not the one that there is
  session_.editAnew(sweep_->at(static_cast<std::size_t>(i), static_cast<std::size_t>(j)));
}

QString SweepTab::asText() const {
  if (!sweep_) return {};
  QString lines = words(sweep_->y.label) + QLatin1Char('\t') +
                  texts(sweep_->x, sweep_->trainingRows).join(QLatin1Char('\t')) + QLatin1Char('\n');
  const QStringList upwards = texts(sweep_->y, sweep_->trainingRows);
  for (std::size_t j = 0; j < sweep_->y.values.size(); ++j) {
    lines += upwards[static_cast<qsizetype>(j)];
    for (std::size_t i = 0; i < sweep_->x.values.size(); ++i) {
      const SweepCell& cell = sweep_->cells[sweep_->index(i, j)];
      lines += QLatin1Char('\t') +
               (stateOf(cell) == SweepState::ended ? QString::fromStdString(toText(cell.judged)) : QString());
    }
    lines += QLatin1Char('\n');
  }
  return lines;
}

}  // namespace lossarium::ui
