// What a document was, edit by edit. Edits that follow each other quickly under one key, as of a slider that
// is dragged, are undone together, and all of one gesture, whose key begins with "gesture", however long it
// takes.
#pragma once

#include <QElapsedTimer>
#include <QString>

#include <cstddef>
#include <vector>

namespace lossarium::ui {

template <class Document>
class UndoList {
 public:
  bool canUndo() const { return position_ > 0; }
  bool canRedo() const { return position_ + 1 < documents_.size(); }
  /// What undo and redo lead to; they can.
  const Document& undo() { return goTo(position_ - 1); }
  const Document& redo() { return goTo(position_ + 1); }
  void endGesture() {
    if (isGesture(lastKey_)) lastKey_.clear();
  }

  /// Which entry is present; what comes after a place can be forgotten.
  std::size_t position() const { return position_; }
  void cutAfter(std::size_t position) {
    if (position >= documents_.size()) return;
    documents_.resize(position + 1);
    position_ = position;
    lastKey_.clear();
  }
  /// The present entry, with what was left open in it.
  void amend(const Document& document) {
    if (!documents_.empty()) documents_[position_] = document;
  }

  /// Returns whether this is a new entry.
  bool remember(const Document& document, const QString& key) {
    const bool inTime = sinceLast_.isValid() && sinceLast_.elapsed() < mergeWindow;
    const bool merges = !key.isEmpty() && key == lastKey_ && (inTime || isGesture(key)) &&
                        !documents_.empty() && position_ + 1 == documents_.size();
    lastKey_ = key;
    sinceLast_.restart();
    if (merges) {
      documents_[position_] = document;
      return false;
    }
    if (!documents_.empty()) documents_.resize(position_ + 1);
    documents_.push_back(document);
    if (documents_.size() > longest) documents_.erase(documents_.begin());
    position_ = documents_.size() - 1;
    return true;
  }

 private:
  static constexpr qint64 mergeWindow = 1200;  // milliseconds between moves of one slider
  static constexpr std::size_t longest = 500;

  static bool isGesture(const QString& key) { return key.startsWith(QLatin1String("gesture")); }
  const Document& goTo(std::size_t position) {
    position_ = position;
    lastKey_.clear();
    return documents_[position];
  }

  std::vector<Document> documents_;
  std::size_t position_ = 0;
  QString lastKey_;
  QElapsedTimer sinceLast_;
};

}  // namespace lossarium::ui
