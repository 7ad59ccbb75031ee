// What a view's own menu offers: the view as a picture, its numbers as a table.
#pragma once

#include <QRectF>
#include <QSize>
#include <QString>

#include <functional>
#include <string>

class QPainter;

namespace lossarium {
struct RunFrame;
}

namespace lossarium::ui {

struct SurfaceResult;
class ViewFrame;

/// Paints a view into an area; the last argument says whether the picture is made of shapes (SVG).
using PaintView = std::function<void(QPainter&, const QRectF&, bool)>;

/// Throws Error if the file cannot be written. SVG or PNG by the file's ending; sizes in pixels.
void savePicture(const QString& file, const QSize& size, const PaintView& paint);

/// With the frame's title and caption around them.
void addPictureExports(ViewFrame* frame, const QString& name, const PaintView& paint);
void addTableExport(ViewFrame* frame, const QString& name, const std::function<std::string()>& table);
void addCopy(ViewFrame* frame, const std::function<QString()>& text);

/// CSV with a header line; empty where there is nothing yet.
std::string surfaceTable(const SurfaceResult* result);
std::string dataTable(const RunFrame* frame);
std::string curveTable(const RunFrame* frame);

}  // namespace lossarium::ui
