#include "ui/pages/train/export.h"

#include "core/base/error.h"
#include "core/experiment/session_file.h"
#include "core/objectives/classification.h"
#include "core/training/recorded_run.h"
#include "ui/pages/train/pictures.h"
#include "ui/pages/train/scenes.h"
#include "ui/session/session.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/view_frame.h"

#include <QBuffer>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QSvgGenerator>

#include <cmath>

namespace lossarium::ui {
namespace {

constexpr int pictureScale = 2;  // a saved PNG has twice the window's pixels: for print and projector

QString tr(const char* text) { return QCoreApplication::translate("Export", text); }

QByteArray svgOf(const QSize& size, const PaintView& paint) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setResolution(96);
  generator.setSize(size);
  generator.setViewBox(QRect(QPoint(), size));
  generator.setTitle(QStringLiteral("Lossarium"));
  QPainter painter(&generator);
  paint(painter, QRectF(QPointF(), size), true);
  painter.end();
  return bytes;
}

QByteArray pngOf(const QSize& size, const PaintView& paint) {
  QImage image(size, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  paint(painter, QRectF(QPointF(), size), false);
  painter.end();
  QByteArray bytes;
  QBuffer buffer(&bytes);
  image.save(&buffer, "PNG");
  return bytes;
}

// PNGs go out scaled: the same layout as in the window, more pixels.
PaintView scaled(const PaintView& paint) {
  return [paint](QPainter& painter, const QRectF& area, bool vector) {
    painter.scale(pictureScale, pictureScale);
    paint(painter, QRectF(area.topLeft() / pictureScale, area.size() / pictureScale), vector);
  };
}

// A picture leaves the window without what stands around the view there.
PaintView withWords(const ViewFrame& frame, const PaintView& paint) {
  return [&frame, paint](QPainter& painter, const QRectF& area, bool vector) {
    paint(painter, paintWords(painter, area, frame.title(), frame.caption(), frame.plotStyle()), vector);
  };
}

QString askForFile(QWidget* parent, const QString& name, const QString& ending) {
  return askToSave(parent, tr("Save as %1").arg(ending.toUpper()), name + QLatin1Char('.') + ending, ending);
}

void tell(QWidget* parent, const std::exception& error) {
  QMessageBox::warning(parent, tr("Not saved"), QString::fromUtf8(error.what()));
}

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text.append(c == '"' ? 2 : 1, c);
  return text + '"';
}

std::string cell(double number) { return std::isnan(number) ? std::string() : toText(number); }

// "probability of …" would promise too much for some losses.
std::string boxColumns(const std::string& which) {
  return which + "_x1," + which + "_y1," + which + "_x2," + which + "_y2";
}

std::string boxCells(const Eigen::RowVector4d& box) {
  return toText(box[0]) + "," + toText(box[1]) + "," + toText(box[2]) + "," + toText(box[3]);
}

std::string targetColumns(const Dataset& dataset) {
  return dataset.task == Task::boxes ? boxColumns("target") : quoted(dataset.targetName);
}

std::string predictionColumns(const Dataset& dataset) {
  if (dataset.task == Task::boxes) return "," + boxColumns("fitted");
  if (!isClassification(dataset.task)) return ",prediction";
  std::string columns = ",prediction";
  for (const auto& name : dataset.classNames) columns += "," + quoted("share of " + name);
  return columns;
}

std::string targetCell(const Dataset& dataset, Index row) {
  if (dataset.task == Task::boxes) return boxCells(dataset.target.row(row));
  const double target = dataset.target(row, 0);
  if (!isClassification(dataset.task)) return toText(target);
  return quoted(dataset.classNames[static_cast<std::size_t>(target)]);
}

// The prediction of one row: a number, or a class and the share of each.
std::string predictionCells(const Dataset& dataset, const Matrix& outputs) {
  if (dataset.task == Task::boxes) return "," + boxCells(outputs.row(0));
  if (!isClassification(dataset.task)) return "," + toText(outputs(0, 0));
  std::string cells =
      "," + quoted(dataset.classNames[static_cast<std::size_t>(predictedClasses(outputs).front())]);
  const Matrix shares = classShares(outputs);
  for (const double share : shares.reshaped()) cells += "," + toText(share);
  return cells;
}

}  // namespace

void savePicture(const QString& file, const QSize& size, const PaintView& paint) {
  const bool vector = file.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive);
  const QByteArray bytes = vector ? svgOf(size, paint) : pngOf(size, paint);
  writeAtomically(file.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

void addPictureExports(ViewFrame* frame, const QString& name, const PaintView& paint) {
  const auto save = [frame, name, paint](const QString& ending) {
    const QString file = askForFile(frame, name, ending);
    if (file.isEmpty()) return;
    try {
      if (ending == QStringLiteral("svg"))
        savePicture(file, frame->size(), withWords(*frame, paint));
      else
        savePicture(file, frame->size() * pictureScale, scaled(withWords(*frame, paint)));
      tellSaved(frame, file);
    } catch (const Error& error) {
      tell(frame, error);
    }
  };
  frame->menu()->addAction(tr("Save as PNG…"), frame, [save] { save(QStringLiteral("png")); });
  frame->menu()->addAction(tr("Save as SVG…"), frame, [save] { save(QStringLiteral("svg")); });
}

void addTableExport(ViewFrame* frame, const QString& name, const std::function<std::string()>& table) {
  frame->menu()->addAction(tr("Save numbers as CSV…"), frame, [frame, name, table] {
    const QString file = askForFile(frame, name, QStringLiteral("csv"));
    if (file.isEmpty()) return;
    try {
      writeAtomically(file.toStdString(), table());
      tellSaved(frame, file);
    } catch (const Error& error) {
      tell(frame, error);
    }
  });
}

void addCopy(ViewFrame* frame, const std::function<QString()>& text) {
  frame->menu()->addAction(tr("Copy"), frame, [text] { QGuiApplication::clipboard()->setText(text()); });
}

// A column a height, as the command line writes it.
std::string surfaceTable(const SurfaceResult* result) {
  if (!result) return "a,b,loss\n";
  std::vector<const Surface*> heights{result->surface.get()};
  const std::string metric = result->heights.empty() ? "" : result->heights.front().height.choice.metric;
  std::string table = "a,b," + (metric.empty() ? "loss" : metric);
  for (std::size_t i = 1; i < result->heights.size(); ++i) {
    heights.push_back(result->heights[i].surface.get());
    table += "," + toText(result->heights[i].height.choice);
  }
  const Surface& surface = *result->surface;
  for (Index j = 0; j < surface.b.size(); ++j)
    for (Index i = 0; i < surface.a.size(); ++i) {
      table += "\n" + toText(surface.a[i]) + "," + toText(surface.b[j]);
      for (const Surface* height : heights) table += "," + toText(height->values(j, i));
    }
  return table + "\n";
}

std::string dataTable(const RunFrame* frame) {
  if (!frame) return {};
  const Problem& problem = *frame->problem;
  const Dataset& dataset = *problem.dataset;
  std::string table;
  for (const auto& name : dataset.featureNames) table += quoted(name) + ",";
  table += targetColumns(dataset) + predictionColumns(dataset) + ",split\n";
  const auto add = [&](const std::vector<Index>& rows, const char* split) {
    if (rows.empty()) return;
    const Matrix outputs = problem.predict(dataset.features(rows, Eigen::all), frame->state.weights);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (const double feature : dataset.features.row(rows[i])) table += toText(feature) + ",";
      table += targetCell(dataset, rows[i]) + predictionCells(dataset, outputs.row(static_cast<Index>(i))) +
               "," + split + "\n";
    }
  };
  add(problem.rows.train, "train");
  add(problem.rows.validation, "validation");
  if (testIsOpen(problem)) add(problem.rows.test, "test");
  return table;
}

std::string curveTable(const RunFrame* frame) {
  const bool opened = frame && testIsOpen(*frame->problem);
  std::string table = std::string("epoch,step,train,validation,penalty") + (opened ? ",test" : "") + "\n";
  if (!frame) return table;
  for (const EpochRecord& record : frame->epochs)
    table += std::to_string(record.epoch) + "," + std::to_string(record.step) + "," + cell(record.training) +
             "," + cell(record.validation) + "," + toText(record.penalty) +
             (opened ? "," + cell(record.test) : std::string()) + "\n";
  return table;
}

}  // namespace lossarium::ui
