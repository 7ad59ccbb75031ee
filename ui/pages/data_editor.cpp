#include "ui/pages/data_editor.h"

#include "core/training/recorded_run.h"
#include "ui/plots/class_marks.h"
#include "ui/plots/data_view.h"
#include "ui/session/editable_data.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/view_frame.h"

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QToolButton>

#include <algorithm>

namespace lossarium::ui {
namespace {

// Empty if the picture's axes are the data themselves, so that a place in it is a row.
QString whyNotByHand(const Dataset& dataset) {
  const Index inputs = dataset.features.cols(), most = isClassification(dataset.task) ? 2 : 1;
  if (dataset.task == Task::boxes) return DataEditor::tr("Boxes cannot be edited here.");
  if (inputs == 2 && most == 1)
    return DataEditor::tr(
        "With two inputs a place in this picture does not tell the target: choose one input to edit by "
        "hand.");
  if (inputs > most)
    return DataEditor::tr(
               "With %1 inputs a place in this picture is no row: choose one input%2 to edit by hand.")
        .arg(inputs)
        .arg(most == 2 ? DataEditor::tr(" or two") : QString());
  if (!dataset.featureColumns.empty() && dataset.featureColumns != dataset.featureNames)
    return DataEditor::tr("An input that holds texts has no axis on which to move a point.");
  return {};
}

// The row of the data set that is drawn with this index; none for test rows.
std::optional<Index> shownRow(const RunFrame& frame, int index) {
  auto place = static_cast<std::size_t>(index);
  const auto stride = static_cast<std::size_t>(frame.shownStride);
  for (const auto* rows : {&frame.problem->rows.train, &frame.problem->rows.validation}) {
    const std::size_t drawn = (rows->size() + stride - 1) / stride;
    if (place < drawn) return (*rows)[place * stride];
    place -= drawn;
  }
  return std::nullopt;
}

Index uneditedRows(const Dataset& dataset) {
  return dataset.unedited ? dataset.unedited->count() : dataset.count();
}

QIcon classIcon(Index label, const PlotStyle& style) {
  const int side = style.font.pixelSize() + 3;
  QPixmap picture(side * 2, side * 2);
  picture.setDevicePixelRatio(2);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  paintClassMark(painter, label, true, {side / 2.0, side / 2.0}, side * 0.34, style);
  return QIcon(picture);
}

// In the accent colour while it is in the hand.
QIcon toolIcon(const QString& name, const Theme& theme) {
  QIcon icon = themedIcon(name, theme.icon, theme.disabledIcon);
  const QIcon chosen = themedIcon(name, theme.plots.accent, theme.disabledIcon);
  for (const int size : {20, 40})
    for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Active})
      icon.addPixmap(chosen.pixmap(size), mode, QIcon::On);
  return icon;
}

}  // namespace

DataEditor::DataEditor(EditableData& data, DataView& view, ViewFrame& frame)
    : QObject(&frame),
      data_(data),
      view_(view),
      frame_(frame),
      edit_(makeTool(DataTool::edit, tr("Edit data by hand"))),
      brush_(makeTool(DataTool::brush, tr("Spray points"))),
      classes_(new QToolButton(&frame)) {
  classes_->setObjectName(QStringLiteral("quiet"));
  classes_->setAccessibleName(tr("Class of new points"));
  classes_->setMenu(new QMenu(classes_));
  classes_->setPopupMode(QToolButton::InstantPopup);
  for (QToolButton* button : {classes_, edit_, brush_}) frame.addButton(button);
  classes_->hide();
  makeMenu();
  connect(&view, &DataView::pointDragged, this, &DataEditor::drag);
  connect(&view, &DataView::pointsAdded, this, &DataEditor::add);
  connect(&view, &DataView::addedDragged, this, &DataEditor::dragAdded);
  connect(&view, &DataView::pointRemoved, this, &DataEditor::remove);
  connect(&view, &DataView::toolDropped, this, [this] { choose(DataTool::inspect); });
}

QToolButton* DataEditor::makeTool(DataTool tool, const QString& name) {
  auto* button = new QToolButton(&frame_);
  button->setAccessibleName(name);
  button->setCheckable(true);
  button->setEnabled(false);
  connect(button, &QToolButton::clicked, this,
          [this, tool](bool on) { choose(on ? tool : DataTool::inspect); });
  return button;
}

void DataEditor::makeMenu() {
  QMenu* menu = frame_.menu();
  menu->setToolTipsVisible(true);
  menu->addSeparator();
  undoAll_ = menu->addAction(tr("Data as they were"), this, &DataEditor::undoAllEdits);
  undoAll_->setToolTip(tr("Takes back every edit by hand, in one step that can be undone."));
  undoAll_->setEnabled(false);
}

void DataEditor::toggle(DataTool tool) {
  if (edit_->isEnabled()) choose(view_.tool() == tool ? DataTool::inspect : tool);
}

void DataEditor::choose(DataTool tool) {
  view_.setTool(tool);
  edit_->setChecked(tool == DataTool::edit);
  brush_->setChecked(tool == DataTool::brush);
  showClasses();
}

void DataEditor::followProblem() {
  sendWhatWaits();
  const Dataset& dataset = *data_.dataProblem()->dataset;
  const QString reason = whyNotByHand(dataset);
  if (!reason.isEmpty() && view_.tool() != DataTool::inspect) choose(DataTool::inspect);
  for (QToolButton* button : {edit_, brush_}) button->setEnabled(reason.isEmpty());
  edit_->setToolTip(
      !reason.isEmpty()
          ? reason
          : tr("Edit data by hand (E): drag a point, click to add one, right-click to remove one. "
               "Arrows choose, Shift+arrows move, Del removes, Ins adds, Esc ends."));
  brush_->setToolTip(
      !reason.isEmpty() ? reason : tr("Spray points (S): hold the button down. They become training rows."));
  undoAll_->setEnabled(!editsOf(data_.dataProblem()->experiment.dataset).empty());
  class_ = std::min(class_, std::max<Index>(0, static_cast<Index>(dataset.classNames.size()) - 1));
  showClasses();
}

void DataEditor::showClasses() {
  const auto problem = data_.dataProblem();
  const bool wanted =
      problem && isClassification(problem->dataset->task) && view_.tool() != DataTool::inspect;
  classes_->setVisible(wanted);
  if (!wanted) return;
  const auto& names = problem->dataset->classNames;
  QMenu* menu = classes_->menu();
  menu->clear();
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto label = static_cast<Index>(k);
    menu->addAction(classIcon(label, style_), QString::fromStdString(names[k]), this,
                    [this, label] { chooseClass(label); });
  }
  chooseClass(class_);
}

void DataEditor::chooseClass(Index label) {
  class_ = label;
  const auto& names = data_.dataProblem()->dataset->classNames;
  classes_->setIcon(classIcon(label, style_));
  classes_->setToolTip(tr("New points are of class %1. Press to choose another.")
                           .arg(QString::fromStdString(names[static_cast<std::size_t>(label)])));
}

void DataEditor::undoAllEdits() {
  if (editsOf(data_.wantedData()).empty()) return;
  begin();
  wanted_.clear();
  send();
}

Edit DataEditor::editAt(QPointF place) const {
  const Dataset& dataset = *data_.dataProblem()->dataset;
  Edit edit;
  edit.features.resize(dataset.features.cols());
  edit.features[0] = place.x();
  if (edit.features.size() > 1) edit.features[1] = place.y();
  edit.target = place.y();
  return edit;
}

void DataEditor::drag(int index, QPointF place, bool begins) {
  if (begins) {
    const auto frame = data_.dataFrame();
    const auto row = frame ? shownRow(*frame, index) : std::nullopt;
    row_ = row ? frame->problem->dataset->rowNumber(*row) : -1;
    label_ = row ? frame->problem->dataset->target(*row, 0) : 0;
    begin();
  }
  if (row_ < 0) return;
  Edit edit = editAt(place);
  edit.row = row_;
  if (isClassification(data_.dataProblem()->dataset->task)) edit.target = label_;
  append(edit);
}

void DataEditor::add(const QVector<QPointF>& places, bool begins) {
  if (!data_.dataProblem()) return;
  if (begins) begin();
  for (const QPointF& place : places) {
    Edit edit = editAt(place);
    edit.kind = EditKind::add;
    if (isClassification(data_.dataProblem()->dataset->task)) edit.target = static_cast<double>(class_);
    append(edit);
  }
}

void DataEditor::dragAdded(QPointF place) {
  Edit edit = editAt(place);
  if (isClassification(data_.dataProblem()->dataset->task)) edit.target = static_cast<double>(class_);
  edit.row = uneditedRows(*data_.dataProblem()->dataset) + countEdits(wantedEdits()).added - 1;
  append(edit);
}

void DataEditor::remove(int index) {
  const auto frame = data_.dataFrame();
  const auto row = frame ? shownRow(*frame, index) : std::nullopt;
  if (!row) return;
  begin();
  Edit edit;
  edit.kind = EditKind::remove;
  edit.row = frame->problem->dataset->rowNumber(*row);
  append(edit);
}

// What one gesture does is undone together, and nothing of two.
void DataEditor::begin() {
  if (waits_) {
    waits_ = false;
    send();
  }
  ++gestures_;
}

std::vector<std::string> DataEditor::wantedEdits() const {
  return waits_ ? wanted_ : editsOf(data_.wantedData());
}

void DataEditor::append(const Edit& edit) {
  const Dataset& dataset = *data_.dataProblem()->dataset;
  wanted_ = withEdit(wantedEdits(), toText(edit, dataset), uneditedRows(dataset));
  if (data_.isBuildingData())
    waits_ = true;
  else
    send();
}

void DataEditor::send() { data_.setDataEdits(wanted_, QStringLiteral("gesture %1").arg(gestures_)); }

// While one edit is made real, only the newest of those that follow counts: so each that begins is finished,
// and the picture follows the hand however long one takes.
void DataEditor::sendWhatWaits() {
  if (!waits_ || data_.isBuildingData()) return;
  waits_ = false;
  send();
}

void DataEditor::forgetWhatWaits() { waits_ = false; }

void DataEditor::snapBack() {
  forgetWhatWaits();
  view_.letGo();
  emit redrawWanted();
}

void DataEditor::setTheme(const Theme& theme) {
  style_ = theme.plots;
  edit_->setIcon(toolIcon(QStringLiteral("edit"), theme));
  brush_->setIcon(toolIcon(QStringLiteral("brush"), theme));
  showClasses();
}

}  // namespace lossarium::ui
